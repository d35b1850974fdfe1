from __future__ import annotations

import time

import pytest

from comptoir.letters.word import BrokenTemplate, Unfillable


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ name.__init__.__globals__ }}",
        "{{ name['__class__'] }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ namespace.__class__ }}",
        "{{ name.format(name) }}",
        "{{ '%s'|format(name) }}",
        "{{ name.encode() }}",
        "{{ self }}",
        "{{ lipsum() }}",
        "{{ open('/etc/passwd') }}",
        "{{ config }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import system %}",
        "{% extends 'x' %}",
        "{{ '<w:b/>'|safe }}",
        "{{ ['__class__']|map(attribute='x')|list }}",
        "{{ name|attr('__class__') }}",
        "{{ total.amount.__class__ }}",
        "{{ items.append(1) }}",
    ],
)
def test_a_template_reads_its_letter_and_nothing_else(draft, tag):
    with pytest.raises((Unfillable, BrokenTemplate)):
        draft.body(tag).fill(name="Anna", total={"amount": 3}, items=[1])


@pytest.mark.parametrize(
    "tags",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999999999) %}x{% endfor %}",
        "{{ 'a' * 999999999 }}",
        "{{ [0] * 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% set n = namespace(t='a') %}{% for a in range(99) %}{% set n.t = n.t+n.t %}{% endfor %}",
        "{% set n = namespace(t='a') %}{% for a in range(99) %}{% set n.t = n.t~n.t %}{% endfor %}",
        "{% set n = namespace(t=9) %}{% for a in range(99) %}{% set n.t = n.t*n.t %}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in range(99999) %}{{ long }}{% endfor %}",
        "{{ 1|number(999999999) }}",
        "{{ long|replace('a', long) }}",
    ],
)
def test_a_template_cannot_run_for_ever_nor_fill_the_memory(draft, tags):
    template = draft.body(tags).compiled(seconds=5.0)
    began = time.monotonic()
    with pytest.raises((Unfillable, BrokenTemplate)):
        template.fill({"long": "a" * 5000}, "en")
    assert time.monotonic() - began < 10


def test_a_value_is_never_a_tag(draft):
    told = draft.body("{{ name }}").fill(name="{{ name }} {% for %} {# #}")
    assert told.texts == ["{{ name }} {% for %} {# #}"]


def test_a_value_is_never_markup(draft):
    told = draft.body("{{ name|e }} {{ name|escape }}").fill(name="<w:br/>&amp;")
    assert told.texts == ["<w:br/>&amp; <w:br/>&amp;"]


def test_a_macro_writes_its_text_once_escaped(draft):
    told = draft.body("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(name) }}").fill(name="a&b\nc")
    assert told.texts == ["[a&b\nc]"]
