"""Whatever is done to members, undone in reverse everything is as it was."""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import Identity
from assoc_desktop.founding import found_association
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.data import ContactData, MemberData
from assoc_desktop.members.memberships import (
    CategoryData,
    enrol,
    proposed_membership,
    remove_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.records import (
    INSTITUTION,
    PERSON,
    Category,
    Member,
    Membership,
)
from assoc_desktop.members.rules import (
    archive,
    read_member,
    record_leaving,
    save_member,
)
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo

short = st.sampled_from(["Awa", "N'Diaye", "Łódź", "Bô"])
persons = st.builds(
    MemberData, family_name=short, given_name=short, town=short,
    phones=st.lists(st.sampled_from(["699123456", "699123457", "+33612345678"]), max_size=3),
    emails=st.lists(st.sampled_from(["a@example.org", "b@example.org"]), max_size=2),
    tags=st.lists(st.sampled_from(["board", "Été", "ete", "new"]), max_size=3),
    joined_on=st.sampled_from([None, date(2020, 1, 1), date(2026, 2, 1)]),
)  # fmt: skip
institutions = st.builds(
    MemberData, kind=st.just(INSTITUTION), name=short,
    contacts=st.lists(st.builds(ContactData, family_name=short, main=st.just(False)), max_size=3),
)  # fmt: skip
acts = st.one_of(
    st.tuples(st.just("add"), persons | institutions),
    st.tuples(st.just("change"), persons | institutions),
    st.tuples(st.just("enrol"), st.integers(0, 5)),
    st.tuples(st.just("remove membership"), st.integers(0, 5)),
    st.tuples(st.just("leave"), st.sampled_from(["resigned_on", "deceased_on"])),
    st.tuples(st.just("archive"), st.integers(0, 5)),
    st.tuples(st.just("fee"), st.integers(0, 5)),
    st.tuples(st.just("field"), st.sampled_from(["Shelf", "Row"])),
)
TABLES = [
    "member", "phone", "email_address", "contact_person", "tag", "member_tag", "membership", "category",
    "custom_field", "custom_value",
]  # fmt: skip


def rows():
    return {name: list(database.execute_sql(f"SELECT * FROM {name} ORDER BY id")) for name in TABLES}


def do(act, value, today, conventions):
    """One act on the newest member of a fitting kind; a rule may refuse it."""
    member = Member.select().order_by(Member.id.desc()).first()
    if act == "add":
        save_member(value, today=today, conventions=conventions)
    elif act == "field":
        save_custom_field(value, "text")
    elif member is None:
        return
    elif act == "change":
        kept = {field.name: getattr(value, field.name) for field in fields_of(value) if field.name != "kind"}
        data = replace(read_member(member.id), **kept | {"number": member.number or ""})
        data = replace(data, **({"name": "X"} if member.kind == INSTITUTION else {"family_name": "X"}))
        save_member(data, today=today, conventions=conventions, member_id=member.id)
    elif act == "enrol":
        enrol([one.id for one in Member.select().limit(value)], Season.get(), Category.get())
    elif act == "remove membership":
        membership = Membership.select().order_by(Membership.id).offset(value).first()
        if membership:
            remove_membership(membership.id)
    elif act == "leave":
        record_leaving(member.id, value, today)
    elif act == "archive":
        archive([one.id for one in Member.select().limit(value)], today)
    else:
        save_category(CategoryData("All", fee=value), category_id=Category.get().id)


@given(st.lists(acts, max_size=10))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undone_in_reverse_everything_is_as_it_was(tmp_path_factory, acts):
    today = date(2026, 5, 14)
    path = tmp_path_factory.mktemp("law") / "law.assoc"
    with found_association(path, Identity(name="X", country="CM"), [CategoryData("All")], today=today):
        conventions = the_association().conventions
        states, done = [rows()], []
        for act, value in acts:
            before = last_undoable()
            try:
                do(act, value, today, conventions)
            except Refused:
                assert rows() == states[-1]
                continue
            if last_undoable() != before:
                states.append(rows())
                done.append(last_undoable().id)
        assert check_members() == []
        for number in range(len(done), 0, -1):
            undo(done[number - 1])
            assert rows() == states[number - 1]
        assert last_undoable() is None
        for number in range(1, len(done) + 1):
            newest = recent_operations(2 * len(done))
            undo(next(one.id for one in newest if one.undoes_id == done[number - 1]))
            assert rows() == states[number]
        assert check_members() == []


def test_a_membership_s_place_in_the_law(save):
    """The law above leaves reductions out: they are undone like all else."""
    member_id = save(MemberData(family_name="Example"))
    data = proposed_membership(Season.get(), Category.get(Category.name == "Individual"))
    membership = save_membership(member_id, data)
    before = rows()
    changed = replace(data, reduction=5, reduction_reason="x")
    save_membership(member_id, changed, membership_id=membership.id)
    undo(last_undoable().id)
    assert rows() == before and read_member(member_id).kind == PERSON
