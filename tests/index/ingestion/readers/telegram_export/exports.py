"""Made exports, as Telegram Desktop writes them."""

import json
from typing import Any

LEAD = "Pemerintah kota membuka jembatan baru di atas sungai."


def post(number: int, text: object, **fields: object) -> dict[str, Any]:
    day = {"date": "2022-03-03T23:30:00", "date_unixtime": "1646325000"}
    return {"id": number, "type": "message", **day, "from": "Kabar Contoh", "text": text, **fields}


def chat(*messages: dict[str, Any], **fields: object) -> dict[str, Any]:
    own = {"name": "Kabar Contoh", "type": "public_channel", "id": 1234567890}
    return own | fields | {"messages": list(messages)}


def written(export: object) -> bytes:
    return json.dumps(export, ensure_ascii=False, indent=1).encode()


def page(*messages: str, title: str = "Kabar Contoh") -> bytes:
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>Exported Data</title><link href="css/style.css" rel="stylesheet"/></head>
<body onload="CheckLocation();"><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">
{title}
</div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">
3 March 2022
</div></div>
{"".join(messages)}
</div></div></div></body></html>""".encode()


def message(number: int, text: str, beside: str = "", writer: str = "Kabar Contoh") -> str:
    return f"""<div class="message default clearfix" id="message{number}">
<div class="pull_left userpic_wrap"><div class="userpic userpic1"><div class="initials">K</div></div></div>
<div class="body"><div class="pull_right date details" title="03.03.2022 23:30:00 UTC+07:00">
23:30
</div><div class="from_name">
{writer}
</div>
{beside}
<div class="text">
{text}
</div></div></div>"""
