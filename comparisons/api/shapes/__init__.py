"""What the API answers with. The annotations are the OpenAPI document's schemas as well.

`null` means unknown. Amounts are exact decimal texts. `url` leads to the API, `html_url` to the
page for people; both are absolute.
"""
