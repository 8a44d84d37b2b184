"""Filters in the members tab: the page of one, the list of those that are saved, and what they do to the list."""

from __future__ import annotations

from collections.abc import Callable

from assoc_desktop.association.records import Season
from assoc_desktop.members.filters.forms.page import FilterPage
from assoc_desktop.members.filters.forms.saved_page import SavedFiltersPage
from assoc_desktop.members.filters.model import Condition, Group, Ref
from assoc_desktop.members.filters.saved import saved_filters
from assoc_desktop.members.listing import Choice
from assoc_desktop.members.records import Category, Tag
from assoc_desktop.members.status import BELONGING
from assoc_desktop.widgets.tab import Tab

#: Shows the members of a filter, saved under a name or not.
Use = Callable[[Group, str], None]


def saved_filters_page(tab: Tab, use: Use) -> SavedFiltersPage:
    """The list of saved filters; the page of one is laid upon it."""
    page = SavedFiltersPage(tab.desk)

    def edit(group: Group | None, name: str, filter_id: int | None) -> None:
        editor = FilterPage(tab.desk, group, name=name, filter_id=filter_id)
        editor.used.connect(lambda asked, called: _use(tab, use, asked, called))
        editor.saved.connect(page.choose)
        tab.push(editor)

    page.edit_wanted.connect(edit)
    page.used.connect(use)
    return page


def filter_page(tab: Tab, use: Use, choice: Choice) -> FilterPage:
    """The page of a new filter that begins with what the list shows; saved, it is what the list shows."""
    page = FilterPage(tab.desk, as_group(choice))

    def use_saved(filter_id: object) -> None:
        kept = next(each for each in saved_filters() if each.id == filter_id)
        if kept.group:
            use(kept.group, kept.name)

    page.saved.connect(use_saved)
    page.used.connect(lambda asked, called: _use(tab, use, asked, called))
    return page


def _use(tab: Tab, use: Use, group: Group, name: str) -> None:
    tab.close_pages()
    use(group, name)


def as_group(choice: Choice) -> Group | None:
    """The quick choices as lines of a filter, so that making them finer loses none; None when nothing is chosen."""
    season = _ref(Season, choice.season_id)
    parts: list[Condition | Group] = []
    if choice.filter and choice.filter.all_of:
        parts += choice.filter.parts
    elif choice.filter:
        parts.append(choice.filter)
    if season and (choice.enrolled_only or choice.without_card):
        parts.append(Condition("enrolled", "has_any", (season,)))
    if season and choice.not_enrolled:
        parts.append(Condition("enrolled", "has_none", (season,)))
    if season and choice.without_card:
        parts.append(Condition("card", "one_of", ("none",), season))
    if choice.status:
        codes = BELONGING if choice.status == "belonging" else (choice.status,)
        parts.append(Condition("status", "one_of", tuple(codes)))
    category, tag = _ref(Category, choice.category_id), _ref(Tag, choice.tag_id)
    if category and season:
        parts.append(Condition("category", "one_of", (category,), season))
    if choice.kind:
        parts.append(Condition("kind", "one_of", (choice.kind,)))
    if choice.town:
        parts.append(Condition("town", "is", (choice.town,)))
    if tag:
        parts.append(Condition("tags", "has_any", (tag,)))
    if choice.archived:
        parts.append(Condition("archived", "yes"))
    return Group(True, tuple(parts)) if parts else None


def _ref(record: type[Season | Category | Tag], record_id: int | None) -> Ref | None:
    found = record.get_or_none(record.id == record_id) if record_id else None
    return None if found is None else Ref(found.id, str(found))
