"""What a query of the social benchmark is, in three wordings.

cypher: natural Cypher on labels and types as they are (Comment and Post nodes carry Message too, `knows` is stored
        once), for Qiao and Neo4j;
graph:  the declared tables of Kùzu and Ladybug (graph_peer.mjs), tuned by hand: merged messages, `knows` both ways, so
        that undirected patterns become directed ones and edges that must differ are told by their ends;
sql:    DuckDB's tables of ends (duckdb.mjs).

A query's rows must be the same from every engine.
"""
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Workload:
    name: str
    group: str
    cypher: str
    graph: str
    sql: str
    parameters: str = "none"  # none, persons, few_persons, hub, pairs: which sets run.py draws
    reach: int = 0  # with parameters: how many hops of `knows` from there it looks at; growth.py compares with that
    touched: Callable = None  # how much it must look at in a folder of tables, where that is not the rows of its tables


def of(group, name, cypher, graph, sql, parameters="none", reach=0, touched=None):
    wordings = (" ".join(text.split()) for text in (cypher, graph, sql))
    return Workload(name, group, *wordings, parameters, reach, touched)
