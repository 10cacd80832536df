"""What becomes of a chat: the bot is shut out of it or let in, or a group becomes a supergroup."""

from dataclasses import replace

from tests.botapi.server.world.models import Chat, Message, User
from tests.botapi.server.world.world import World, now

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def shut_out(world: World, chat: Chat, by: User) -> None:
    """Let a person block the bot, or an administrator remove it from a group."""
    reason = "bot was blocked by the user"
    if chat.type != "private":
        reason = f"bot was kicked from the {chat.type} chat"
    world.shut_out[chat.id] = reason
    tell(world, chat, by, "member", "kicked")


def let_in(world: World, chat: Chat, by: User) -> None:
    """Let the bot in again."""
    world.shut_out.pop(chat.id, None)
    tell(world, chat, by, "kicked", "member")


def migrate(world: World, chat: Chat, by: User) -> Chat:
    """Turn a basic group into a supergroup with a new id; both chats tell it, and the old one takes no more."""
    if chat.type != "group" or chat.id in world.moved:
        raise ValueError(f"{chat.name} is no basic group")
    new = world.add_group(chat.name, "", is_forum=False)
    old = world.memberships[chat.id]
    world.memberships[new.id] = replace(old, members=set(old.members), administrators=set(old.administrators))
    for where, said in ((chat, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": chat.id})):
        message = Message(where, world.next_message_id(where), by, now(), "", extra=dict(said))
        world.add_message(message)
        world.updates.put("message", message.to_json())
    world.moved[chat.id] = new.id
    return new


def describe_member(world: World, chat: Chat, user: User) -> dict[str, object]:
    """Return what a user is in a chat, as the Bot API describes it."""
    membership = world.memberships[chat.id]
    if user.id in membership.administrators:
        return describe_administrator(user)
    status = "member" if user.id in membership.members else "left"
    return {"status": status, "user": user.to_json()}


def describe_administrator(user: User) -> dict[str, object]:
    """Return an administrator as the Bot API describes one."""
    ranks = {"can_be_edited": False, "is_anonymous": False}
    return {"status": "administrator", "user": user.to_json(), **ranks, **dict.fromkeys(RIGHTS, True)}


def tell(world: World, chat: Chat, by: User, before: str, after: str) -> None:
    """Put an update that the status of the bot has changed in a chat."""
    old, new = (_status(world.bot, status) for status in (before, after))
    change: dict[str, object] = {
        "chat": chat.to_json(),
        "from": by.to_json(),
        "date": now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    world.updates.put("my_chat_member", change)


def _status(bot: User, status: str) -> dict[str, object]:
    if status == "administrator":
        return describe_administrator(bot)
    until = {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": bot.to_json(), **until}
