"""An XForm read whole: everything that is wrong is said at once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from inspection.questionnaire import datum
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.form import Form
from inspection.questionnaire.order import Circular, Order, ordered
from inspection.questionnaire.problem import Code, Problem, Refused
from inspection.questionnaire.question import Bind
from inspection.questionnaire.reading.binds import elements, read_binds
from inspection.questionnaire.reading.body import Body
from inspection.questionnaire.reading.complaints import Complaints
from inspection.questionnaire.reading.document import XFORMS, XHTML, Element, NotRead, parsed, plain
from inspection.questionnaire.reading.sheet import external_lists, read_lists, read_tree
from inspection.questionnaire.reading.stops import NAMESPACE, Endings
from inspection.questionnaire.reading.texts import Texts, languages
from inspection.questionnaire.reading.values import read_first
from inspection.questionnaire.register import REGISTERS
from inspection.questionnaire.tree import Tree

__all__ = ["NAMESPACE", "read"]


def read(xml: bytes) -> Form:
    """Raises Refused with all problems of the form."""
    try:
        root = parsed(xml)
    except NotRead as error:
        raise Refused((_unreadable(str(error)),)) from None
    model = root.find(f"{XHTML}head/{XFORMS}model")
    body = root.find(f"{XHTML}body")
    instance = model.find(f"{XFORMS}instance") if model is not None else None
    if model is None or body is None or instance is None or not len(instance):
        raise Refused((_unreadable("it has no model, no answer sheet or no body"),))
    return _form(xml, root, model, body, instance[0])


def _form(xml: bytes, root: Element, model: Element, body: Element, top: Element) -> Form:
    binds_read = dict(elements(model))
    tree = read_tree(top, {path: bind.get("type", "") for path, bind in binds_read.items()})
    by_node = {
        tree.by_path[path]: bind for path, bind in binds_read.items() if path in tree.by_path
    }
    complaints = Complaints(tree, read_lists(model))
    texts = Texts(model, complaints)
    binds = read_binds(model, texts, complaints)
    asked = _asked(body, texts, binds, by_node, complaints)
    first = read_first(model, complaints)
    _weigh(model, top, asked, complaints)
    _weigh_defaults(complaints)
    order = _order(tree, binds, complaints)
    keyed = texts.all()
    if complaints.found:
        raise Refused(tuple(complaints.found))
    return Form(
        revision=sha256(xml).hexdigest(),
        id=top.get("id", tree.nodes[0].name),
        title=root.findtext(f"{XHTML}head/{XHTML}title", ""),
        version=top.get("version", ""),
        namespace=top.tag.rpartition("}")[0].removeprefix("{").replace(XFORMS[1:-1], ""),
        languages=languages(model),
        tree=tree,
        binds=binds,
        order=order,
        questions=tuple(asked.questions),
        texts=keyed,
        lists=complaints.lists,
        several=frozenset(q.node for q in asked.questions if q.kind == "select_multiple"),
        first=first,
        lookups=frozenset(complaints.lookups),
    )


def _asked(
    body: Element,
    texts: Texts,
    binds: Mapping[int, Bind],
    by_node: Mapping[int, Element],
    complaints: Complaints,
) -> Body:
    asked = Body(
        texts=texts,
        binds=binds,
        types={node: bind.get("type", "").rpartition(":")[2] for node, bind in by_node.items()},
        endings=Endings(by_node, complaints),
        complaints=complaints,
    )
    asked.read(body)
    return asked


def _order(tree: Tree, binds: dict[int, Bind], complaints: Complaints) -> Order:
    try:
        return ordered(tree, binds)
    except Circular as circle:
        for node in sorted(circle.nodes):
            complaints.add(
                Code.CIRCULAR,
                "its relevant or calculation waits for itself",
                "break the circle",
                node,
                "calculation",
            )
        return Order(rules=(), after={})


def _weigh(model: Element, top: Element, body: Body, complaints: Complaints) -> None:
    if not body.questions and not complaints.found:
        complaints.add(Code.NO_QUESTION, "the form asks nothing", "write a question")
    for name in external_lists(model):
        if name not in REGISTERS:
            complaints.add(
                Code.UNSUPPORTED_LIST,
                f"the external list {name} is not at hand",
                f"put it on the choices sheet; pulldata() knows {', '.join(sorted(REGISTERS))}",
            )
    for element in top.iter():
        if plain(element.tag) in ("entity", "audit"):
            complaints.add(
                Code.UNSUPPORTED_METADATA,
                f"{plain(element.tag)} is not kept here",
                "remove it from the form",
            )
    submission = model.find(f"{XFORMS}submission")
    if submission is not None and submission.get("base64RsaPublicKey") is not None:
        complaints.add(
            Code.UNSUPPORTED_METADATA,
            "forms with a public key are not run: answers are sealed in the store here",
            "remove public_key from the settings sheet",
        )


def _weigh_defaults(complaints: Complaints) -> None:
    """A default that is no value of its type would be dropped, and nobody would know."""
    for node in complaints.tree.nodes:
        if not node.default:
            continue
        try:
            datum.read(node.default, node.type, datetime(2000, 1, 1, tzinfo=UTC))
        except (ValueError, NotEvaluable):
            complaints.add(
                Code.DEFAULT,
                f"its default {node.default} is no {node.type}",
                "write a value of its type, as 2026-03-04 for a date",
                node.index,
                "default",
            )


def _unreadable(why: str) -> Problem:
    return Problem(
        code=Code.UNREADABLE, message=why, remedy="convert the workbook again, unchanged"
    )
