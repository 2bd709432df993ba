#!/usr/bin/env python3
"""Fills the cache of rocrate-validator, so that it works without a network.

    script/warm_rocrate_cache.py CACHE ADDRESS=FILE...

The contexts of RO-Crate lie in the shared test data. Run it with the Python that rocrate-validator is installed for.
"""

import io
import sys

import requests
from requests.adapters import BaseAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse


class FileAdapter(BaseAdapter):
    """Answers every request with one file."""

    def __init__(self, path):
        super().__init__()
        with open(path, "rb") as file:
            self.data = file.read()

    def send(self, request, **_):
        raw = HTTPResponse(
            body=io.BytesIO(self.data), status=200, preload_content=False,
            headers={"Content-Type": "application/ld+json"}, request_method="GET", request_url=request.url)
        answer = requests.adapters.HTTPAdapter().build_response(request, raw)
        return answer

    def close(self):
        pass


def main():
    cache, *pairs = sys.argv[1:]
    for pair in pairs:
        address, path = pair.split("=", 1)
        # -1: what is cached never expires.
        with CachedSession(cache, expire_after=-1, allowable_codes=[200]) as session:
            session.mount("https://", FileAdapter(path))
            for headers in ({}, {"Accept": "application/ld+json"}, {"Accept": "application/ld+json, application/json"}):
                session.get(address, headers=headers).raise_for_status()


main()
