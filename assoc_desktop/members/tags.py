"""Keeping the tags in order: renaming one, bringing two together, taking one away."""

from __future__ import annotations

from assoc_desktop.language import N_, _
from assoc_desktop.language.folding import fold
from assoc_desktop.members.filters.model import Ref
from assoc_desktop.members.filters.saved import follow_record
from assoc_desktop.members.records import Member, MemberTag, Tag
from assoc_desktop.members.rules import read_member, search_text
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation


def tags_in_use() -> list[tuple[Tag, int]]:
    """Every tag and how many members carry it, in alphabetical order."""
    counts = dict(database.execute_sql("SELECT tag_id, count(*) FROM member_tag GROUP BY tag_id"))
    return [(tag, counts.get(tag.id, 0)) for tag in Tag.select().order_by(Tag.folded)]


def rename_tag(tag_id: int, name: str) -> None:
    """Give a tag another name; a name that another tag has brings the two together.

    Raises:
        Invalid: the name has no letter or digit, or holds a comma.
    """
    if problems := check_tag(name):
        raise Invalid(problems)
    tag = Tag.get_by_id(tag_id)
    other = Tag.get_or_none((Tag.folded == fold(name)) & (Tag.id != tag_id))
    members = _members_with(tag_id)
    with operation(N_("Rename the tag {name} to {other}"), name=tag.name, other=name.strip()):
        if other is None:
            tag.name, tag.folded = name.strip(), fold(name)
            tag.save()
        else:
            _bring_together(tag, other, members)
        _search_again(members)


def check_tag(name: str) -> dict[str, str]:
    """Field → what is wrong with the name of a tag."""
    if "," in name:
        return {"name": _("A tag cannot hold a comma: commas separate tags.")}
    if not fold(name):
        return {"name": _("The tag needs a name with a letter or a digit.")}
    return {}


def remove_tag(tag_id: int) -> None:
    """Take a tag from all members that carry it, and away."""
    tag = Tag.get_by_id(tag_id)
    members = _members_with(tag_id)
    with operation(N_("Remove the tag {name}"), name=tag.name):
        _untie(tag_id)
        tag.delete_instance()
        _search_again(members)


def _bring_together(tag: Tag, other: Tag, members: list[int]) -> None:
    carrying = set(_members_with(other.id))
    _untie(tag.id)
    for member_id in members:
        if member_id not in carrying:
            MemberTag.create(member=member_id, tag=other)
    follow_record("tag", tag.id, Ref(other.id, other.name))
    tag.delete_instance()


def _untie(tag_id: int) -> None:
    MemberTag.delete().where(MemberTag.tag == tag_id).execute()


def _members_with(tag_id: int) -> list[int]:
    return [row[0] for row in MemberTag.select(MemberTag.member).where(MemberTag.tag == tag_id).tuples()]


def _search_again(members: list[int]) -> None:
    """The text that the search looks in holds the tags, so it follows them."""
    for member_id in members:
        text = search_text(read_member(member_id))
        Member.update(search_text=text).where(Member.id == member_id).execute()
