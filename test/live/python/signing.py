"""What botocore makes of requests: reads a list of them as JSON, prints one answer for each.

kind "sign": the Authorization header for exactly the headers that are given (the date and the token come from there too).
kind "token": the token that botocore's presigned GetCallerIdentity makes for a cluster.
"""

import base64
import datetime
import json
import sys
from unittest import mock

import botocore.session
from botocore.auth import SIGV4_TIMESTAMP, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def read_credentials(given):
    return Credentials(given["accessKeyId"], given["secretAccessKey"], given.get("sessionToken"))


def at(date, work):
    def now(remove_tzinfo=True):
        moment = datetime.datetime.strptime(date, SIGV4_TIMESTAMP)
        return moment if remove_tzinfo else moment.replace(tzinfo=datetime.timezone.utc)

    # Its signers are written twice: in Python, and around the C library that the AWS CLI has too.
    with mock.patch("botocore.auth.get_current_datetime", now):
        with mock.patch("botocore.crt.auth.get_current_datetime", now):
            return work()


def sign(given):
    body = base64.b64decode(given["body"])
    request = AWSRequest(method=given["method"], url=given["url"], data=body)
    for name, value in given["headers"].items():
        request.headers[name] = value
    auth = SigV4Auth(read_credentials(given["credentials"]), given["service"], given["region"])
    stated = request.headers.get("x-amz-content-sha256")
    # It would take the word of the header for the body's hash.
    if stated is not None and stated != auth.payload(request):
        return {"problem": f"the body's hash is {auth.payload(request)}, not {stated}"}
    at(given["headers"]["x-amz-date"], lambda: auth.add_auth(request))
    return {"authorization": request.headers["Authorization"]}


def token(given):
    # As `aws eks get-token` goes about it: the name of the cluster is a header that the operation does not have.
    session = botocore.session.Session()
    session._credentials = read_credentials(given["credentials"])
    client = session.create_client("sts", region_name=given["region"])

    def keep(params, context, **_):
        context["cluster"] = params.pop("ClusterName")

    def add(request, **_):
        request.headers["x-k8s-aws-id"] = request.context["cluster"]

    events = client.meta.events
    events.register("provide-client-params.sts.GetCallerIdentity", keep)
    events.register("before-sign.sts.GetCallerIdentity", add)
    params = {"ClusterName": given["cluster"]}
    url = at(
        given["date"],
        lambda: client.generate_presigned_url("get_caller_identity", Params=params, ExpiresIn=60, HttpMethod="GET"),
    )
    return {"token": "k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")}


kinds = {"sign": sign, "token": token}
print(json.dumps([kinds[given["kind"]](given) for given in json.load(sys.stdin)]))
