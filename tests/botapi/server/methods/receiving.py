"""getUpdates and the methods of webhooks: the two ways in which a bot receives updates, never both."""

import re
from urllib.parse import urlsplit

from tests.botapi.server.checking.params import Params
from tests.botapi.server.errors import bad_request, conflict
from tests.botapi.server.updates.webhook import LOOPBACK, MAX_CONNECTIONS, Webhook
from tests.botapi.server.world.world import World

SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{0,256}")
MOST_CONNECTIONS = 100


async def get_updates(world: World, params: Params) -> object:
    if world.delivery.webhook:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _want(world, params)
    return await world.updates.fetch(
        params.integer("offset"), params.integer("limit", 100), params.integer("timeout")
    )


async def set_webhook(world: World, params: Params) -> object:
    """Set where updates go from now on; an empty URL deletes the webhook."""
    url = params.text("url")
    if not url:
        return await delete_webhook(world, params)
    _check_url(url)
    secret_token = params.text("secret_token")
    if not SECRET_TOKEN.fullmatch(secret_token):
        raise bad_request("secret token is too long or contains unallowed characters")
    _want(world, params)
    _drop_pending(world, params)
    connections = min(max(params.integer("max_connections", MAX_CONNECTIONS), 1), MOST_CONNECTIONS)
    world.updates.interrupt(conflict("terminated by setWebhook request"))
    world.delivery.set(Webhook(url, secret_token, connections, bool(params.text("certificate"))))
    return True


async def delete_webhook(world: World, params: Params) -> object:
    _drop_pending(world, params)
    world.delivery.set(None)
    return True


async def get_webhook_info(world: World, params: Params) -> object:
    webhook, error = world.delivery.webhook, world.delivery.error
    info: dict[str, object] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": bool(webhook and webhook.has_custom_certificate),
        "pending_update_count": len(world.updates),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
    if error:
        info |= {"last_error_date": error.date, "last_error_message": error.message}
    if world.updates.wanted:
        info["allowed_updates"] = list(world.updates.wanted)
    return info


def _check_url(url: str) -> None:
    """Telegram takes https only; its server for a machine of one's own takes http as well."""
    parts = urlsplit(url)
    is_local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or (parts.scheme != "https" and not is_local):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _want(world: World, params: Params) -> None:
    kinds = params.json_array("allowed_updates")
    if kinds is not None:
        world.updates.want([str(kind) for kind in kinds])


def _drop_pending(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.clear()
