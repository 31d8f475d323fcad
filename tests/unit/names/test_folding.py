"""How names fold, word for word."""

import pytest
from contractgen.names.folding import graphql_member, pascal, python_member, snake


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("cancel", "cancel"),
        ("getURLById", "get_url_by_id"),
        ("URL", "url"),
        ("userIDs", "user_ids"),
        ("allURLsOf", "all_urls_of"),
        ("aB", "a_b"),
        ("aBC", "a_bc"),
        ("a_b", "a_b"),
        ("a__b_", "a_b"),
        ("get-by-id", "get_by_id"),
        ("items.getAll", "items_get_all"),
        ("sha256Sum", "sha256_sum"),
        ("ipV4Address", "ip_v4_address"),
        ("x509Cert", "x509_cert"),
        ("HTTP2Server", "http2_server"),
        ("OAuth2Token", "o_auth2_token"),
        ("get-2fa", "get_2fa"),
    ],
)
def test_snake(text: str, folded: str) -> None:
    assert snake(text) == folded
    assert snake(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("job.cancelled", "JobCancelled"),
        ("JOB_NOT_FOUND", "JobNotFound"),
        ("HTTP_404", "Http404"),
        ("jobs", "Jobs"),
        ("my_package", "MyPackage"),
        ("job.URLChanged", "JobUrlChanged"),
    ],
)
def test_pascal(text: str, folded: str) -> None:
    assert pascal(text) == folded


@pytest.mark.parametrize(
    ("value", "graphql", "python"),
    [
        ("running", "running", "RUNNING"),
        ("inProgress", "inProgress", "IN_PROGRESS"),
        ("in progress", "in_progress", "IN_PROGRESS"),
        ("A-B", "A_B", "A_B"),
        ("1st", "_1st", "_1ST"),
        ("-1", "_1", "_1"),
        ("true", "true_", "TRUE"),
        ("false", "false_", "FALSE"),
        ("null", "null_", "NULL"),
        ("True", "True", "TRUE"),
        ("mro", "mro", "MRO"),
        ("name", "name", "NAME"),
        ("_ignore_", "_ignore_", "IGNORE"),
        ("__class__", "_class__", "CLASS"),
        ("日本 1", "_1", "_1"),
        ("café", "caf_", "CAF"),
        ("日本", "", ""),
        ("-", "", ""),
        ("", "", ""),
        ("_", "_", ""),
        ("None", "None", "NONE"),
    ],
)
def test_members(value: str, graphql: str, python: str) -> None:
    assert graphql_member(value) == graphql
    assert python_member(value) == python
