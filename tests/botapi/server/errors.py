"""The refusals of the Bot API, in the form in which Telegram sends them."""


class ApiError(Exception):
    """A call that is refused: an HTTP status, Telegram's description, and how long to wait or where to go."""

    def __init__(
        self,
        status: int,
        description: str,
        retry_after: int | None = None,
        *,
        migrate_to_chat_id: int | None = None,
    ) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.migrate_to_chat_id = migrate_to_chat_id

    def to_json(self) -> dict[str, object]:
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        known = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        if parameters := {name: value for name, value in known.items() if value is not None}:
            body["parameters"] = parameters
        return body


def bad_request(reason: str) -> ApiError:
    """Return a 400 whose description is `reason` after Telegram's prefix."""
    return ApiError(400, f"Bad Request: {reason}")


def cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def not_found() -> ApiError:
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    return ApiError(401, "Unauthorized")


def conflict(
    reason: str = "terminated by other getUpdates request; make sure that only one bot instance is running",
) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")
