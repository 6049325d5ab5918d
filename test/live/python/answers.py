"""What botocore's models of AWS say of HTTP answers: reads a list of them as JSON, prints one judgement for each.

A judgement has the error's code, the shape of the body (a line for each member: its path and JSON type), and the
breaches: what is otherwise than the model of the operation has it.
"""

import base64
import json
import re
import sys
from datetime import datetime
from xml.etree import ElementTree

import botocore.session

session = botocore.session.Session()
models = {name: session.get_service_model(known) for name, known in (("aps", "amp"), ("eks", "eks"), ("sts", "sts"))}


def read_xml(element):
    """Elements as members; STS has no lists in its answers and no attributes."""
    children = {child.tag.split("}")[-1]: read_xml(child) for child in element}
    return children or (element.text or "")


def type_of(value):
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return "null" if value is None else names[type(value)]


def shape_lines(value, shape, path=""):
    """Without members that are null, which the SDKs of AWS read as not there."""
    if value is None:
        return []
    if isinstance(value, dict) and shape is not None and shape.type_name == "map":
        return [f"{path}: map"]
    if isinstance(value, dict):
        members = shape.members if shape is not None and shape.type_name == "structure" else {}
        lines = [f"{path}: object"] if path else []
        for name in sorted(value):
            lines += shape_lines(value[name], members.get(name), f"{path}.{name}" if path else name)
        return lines
    if isinstance(value, list):
        inner = shape.member if shape is not None and shape.type_name == "list" else None
        lines = [line for item in value for line in shape_lines(item, inner, f"{path}[]")]
        # How many there are is a matter of pages at the top, and of taste below.
        count = "" if "." in path or "[" in path else f" of {len(value)}"
        return [f"{path}: array{count}", *sorted(set(lines))]
    return [f"{path}: {type_of(value)}"]


def is_base64(text):
    try:
        base64.b64decode(text, validate=True)
        return True
    except ValueError:
        return False


def is_iso(text):
    try:
        datetime.fromisoformat(text)
        return True
    except ValueError:
        return False


def breaches_of(value, shape, path, is_xml):
    kind = shape.type_name
    if value is None:
        return []
    if kind == "structure":
        if not isinstance(value, dict):
            return [f"{path} is no object"] if value else []
        found = [f"{path} lacks {name}" for name in shape.required_members if value.get(name) is None]
        for name, member in value.items():
            if name in shape.members:
                found += breaches_of(member, shape.members[name], f"{path}.{name}", is_xml)
            elif member is not None:
                found.append(f"{path} has no member {name}")
        return found
    if kind == "list" and isinstance(value, list):
        return [breach for item in value for breach in breaches_of(item, shape.member, f"{path}[]", is_xml)]
    if kind == "map" and isinstance(value, dict):
        return [breach for key in value for breach in breaches_of(value[key], shape.value, f"{path}{{}}", is_xml)]
    fits = {
        "string": lambda: isinstance(value, str),
        "boolean": lambda: isinstance(value, bool),
        "integer": lambda: int(value) == float(value) if is_xml else type(value) is int,
        "long": lambda: int(value) == float(value) if is_xml else type(value) is int,
        "timestamp": lambda: is_iso(value) if is_xml else type(value) in (int, float),
        "blob": lambda: isinstance(value, str) and is_base64(value),
    }
    if kind not in fits or not fits[kind]():
        return [f"{path} is no {kind}: {value!r}"]
    return limits_of(value, shape, path)


def limits_of(value, shape, path):
    limits = shape.metadata
    found = []
    if shape.type_name == "string":
        if limits.get("enum") and value not in limits["enum"]:
            found.append(f"{path} is none of {', '.join(limits['enum'])}: {value}")
        # Python's re knows no \\p{...}, which only tags have.
        if "\\p" not in limits.get("pattern", "\\p") and not re.fullmatch(limits["pattern"], value):
            found.append(f"{path} does not match {limits['pattern']}: {value}")
        if not limits.get("min", 0) <= len(value) <= limits.get("max", sys.maxsize):
            found.append(f"{path} has {len(value)} characters")
    if shape.type_name in ("integer", "long"):
        if not limits.get("min", -sys.maxsize) <= int(value) <= limits.get("max", sys.maxsize):
            found.append(f"{path} is out of its range: {value}")
    return found


def judge(answer):
    model = models[answer["service"]]
    operation = model.operation_model(answer["operation"])
    status, headers, text = answer["status"], answer["headers"], answer["body"]
    is_xml = answer["service"] == "sts"
    try:
        body = read_xml(ElementTree.fromstring(text)) if is_xml else json.loads(text or "{}")
    except (ValueError, ElementTree.ParseError):
        return {"shape": [], "breaches": [f"the body cannot be read: {text[:80]}"]}
    if status >= 400:
        return judge_error(model, operation, status, headers, body, is_xml)
    wanted = operation.http.get("responseCode", 200)
    breaches = [] if status == wanted else [f"the status is {status}, not {wanted}"]
    if is_xml:
        body = body.get(f"{operation.name}Result", {})
    output = operation.output_shape
    if output is None:
        breaches += [f"there is a body: {text}"] if body else []
    else:
        breaches += breaches_of(body, output, operation.name, is_xml)
    return {"shape": shape_lines(body, output), "breaches": breaches}


def judge_error(model, operation, status, headers, body, is_xml):
    members = body.get("Error", {}) if is_xml else body
    given = members.get("Code") if is_xml else headers.get("x-amzn-errortype") or body.get("__type") or body.get("code")
    code = re.split("[:#]", given or "none")[-1] if not is_xml else given
    by_code = {shape.metadata.get("error", {}).get("code", shape.name): shape for shape in operation.error_shapes}
    shape = by_code.get(code)
    if shape is None:
        return {"error": code, "shape": shape_lines(members, None), "breaches": [f"it has no error {code}"]}
    wanted = shape.metadata.get("error", {}).get("httpStatusCode")
    breaches = [] if status == wanted else [f"the status of {code} is {status}, not {wanted}"]
    if not is_xml:
        breaches += breaches_of(members, shape, code, is_xml)
    return {"error": code, "shape": shape_lines(members, shape), "breaches": breaches}


print(json.dumps([judge(answer) for answer in json.load(sys.stdin)]))
