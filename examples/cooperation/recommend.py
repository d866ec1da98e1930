#!/usr/bin/env python3
"""Proposes whom a region could be paired with next, from the facts in a Qiao database.

    recommend.py DB [--region 长子县] [--qiao PATH] [--format text|json]

Every proposal (建议) is our conclusion, not a stated fact. It carries the path of facts that leads to it, each with the
article and line, or article and sentence, where it stands. The graph may come from tables or from articles. What no document tells is reported as "not found in N documents", never as
"does not exist". The rules know no region by name:

1. a pair of regions without a hospital, school or park pair below it, where other pairs of regions have one;
2. a district on the other side that is paired with nobody, but already cooperates with the region's city;
3. products that reach no market yet, by a market that other products use and that lies in no district paired with
   somebody else.
"""
import argparse
import json
import sys

import queries

KINDS = {"Hospital": "医院", "School": "学校", "Park": "园区"}


def kinds_of(row):
    return [kind for kind in KINDS if kind in row["labels"]]


def names(graph, query, region):
    return {row["name"] for row in graph.ask(query, region=region)}


def between(graph, rows, region, partner):
    """The lower pairs that belong to a pair of regions: one side inside, the other inside or at a level above."""
    inside = [names(graph, queries.BELOW, side) for side in (region, partner)]
    around = [inside[i] | names(graph, queries.ABOVE, side) for i, side in enumerate((region, partner))]

    def belongs(ours, theirs):
        return ours in around[0] and theirs in around[1] and (ours in inside[0] or theirs in inside[1])

    return [r for r in rows if belongs(r["place_a"], r["place_b"]) or belongs(r["place_b"], r["place_a"])]


def below_the_pair(graph, region, partners, pairs):
    """Rule 1: what a pair of regions lacks below it, and others have."""
    lower = graph.ask(queries.LOWER_PAIRS)
    paired = {row[end] for row in lower for end in ("a", "b")}
    counted = graph.ask(queries.COUNTED, region=region)
    for partner in partners:
        own = between(graph, lower, region, partner)
        unnamed = [row for row in counted if partner in row["scope"]]
        have = {kind for row in own for kind in kinds_of(row)}
        have |= {kind for row in unnamed for kind, word in KINDS.items() if word in row["metric"]}
        patterns = [row for row in lower if row not in own and any(kind not in have for kind in kinds_of(row))]
        lacking = [kind for kind in KINDS if any(kind in kinds_of(row) for row in patterns) and kind not in have]
        if not lacking:
            continue
        words = "、".join(KINDS[kind] for kind in lacking)
        either = "或".join(KINDS[kind] for kind in lacking)
        missing, named = [graph.not_found(f"{region}与{partner}之间的{words}结对")], {}
        for side in (partner, region):
            rows = [row for row in graph.ask(queries.INSTITUTIONS, region=side) if row["name"] not in paired]
            named[side] = {KINDS[k]: [r["name"] for r in rows if r["kind"] == k] for k in lacking}
            absent = "、".join(word for word, found in named[side].items() if not found)
            if absent:
                missing.append(graph.not_found(f"位于{side}、还可结对的{absent}"))
        yield {"proposal": f"{partner}的{either}与{region}的{either}结对",
               "why": f"{partner}与{region}已结对；别处在地区结对之下已有{words}结对",
               "facts": graph.facts(r for r in pairs if {region, partner} == {r["a"], r["b"]})
               + graph.facts(own) + [graph.figure(row) for row in unnamed] + graph.facts(patterns),
               "candidates": named, "not_found": missing}


def free_districts(graph, region, city, counterparts, taken):
    """Rule 2: districts on the other side that have no partner yet but cooperate with the region's city."""
    found = []
    for up in counterparts:
        for district in sorted(names(graph, queries.DISTRICTS, up)):
            facts = [] if district in taken else graph.facts(graph.ask(queries.COOPERATION, district=district, up=city))
            if facts:
                found.append({"proposal": f"{district}与{region}结对", "why": f"{district}尚未见结对，已与{city}有合作",
                              "facts": facts, "candidates": {},
                              "not_found": [graph.not_found(f"{district}与任何地区的结对")]})
    return sorted(found, key=lambda proposal: -len(proposal["facts"]))


def product_routes(graph, region, above, places):
    """Rule 3: markets that other products use, for products that no market is known for."""
    products, missing = graph.ask(queries.PRODUCTS, region=region), []
    if not products:
        missing = [graph.not_found(f"{region}的产品")]
        products = [row for up in above[:1] for row in graph.ask(queries.PRODUCTS, region=up)]
    routes = graph.ask(queries.MARKETS)
    waiting = [row for row in products if row["b"] not in {route["a"] for route in routes}]
    routes = [row for row in routes if row["place"] in places]
    if waiting and routes:
        goods = "、".join(sorted({row["b"] for row in waiting}))
        markets = "、".join(sorted({row["b"] for row in routes}))
        yield {"proposal": f"{region}的农产品（如{goods}）经{markets}销售", "why": "已有农产品经这些市场销售",
               "facts": graph.facts(waiting) + graph.facts(routes), "candidates": {}, "not_found": missing}


def recommend(graph, asked):
    regions = [row["name"] for row in graph.ask(queries.REGION, region=asked)]
    if len(regions) != 1:
        several = f"“{asked}”可以指：{'、'.join(regions)} (ambiguous)"
        sys.exit(several if regions else graph.not_found(f"地区“{asked}”"))
    region = regions[0]
    above = [row["name"] for row in graph.ask(queries.ABOVE, region=region)]
    pairs = graph.ask(queries.REGION_PAIRS)
    partner_of = {}
    for row in pairs:
        partner_of.setdefault(row["a"], []).append(row["b"])
        partner_of.setdefault(row["b"], []).append(row["a"])
    partners = sorted(set(partner_of.get(region, [])))
    other_side = {other for up in above for other in partner_of.get(up, [])}
    other_side |= {row["name"] for partner in partners for row in graph.ask(queries.ABOVE, region=partner)[:1]}
    counterparts = sorted(other_side - set(partners))
    city = above[0] if above else region
    proposals = list(below_the_pair(graph, region, partners, pairs))
    proposals += free_districts(graph, region, city, counterparts, partner_of)
    proposals += product_routes(graph, region, above, counterparts + partners)
    sides = {up: sorted(names(graph, queries.DISTRICTS, up)) for up in [city, *counterparts]}
    others = {name for up in counterparts for name in sides[up]} - set(partners)
    return {"region": region, "documents": len(graph.titles),
            "note": "以下是建议，不是文章所述的事实 (proposals, not stated facts)",
            "stated": graph.facts(row for row in pairs if region in (row["a"], row["b"])),
            "not_found": [] if partners else [graph.not_found(f"{region}的结对")],
            "proposals": [{"rank": i, **proposal} for i, proposal in enumerate(proposals, 1)],
            "excluded": graph.facts(row for row in pairs if others & {row["a"], row["b"]}),
            "unpaired": {up: [name for name in found if name != region and name not in partner_of]
                         for up, found in sides.items()},
            "titles": graph.titles}


def place(fact):
    if fact["article"] is None:
        return "人工核定 (stated by a person)"
    return fact["article"].split("_")[0] + ("" if fact["line"] is None else f":{fact['line']}")


def line_of(fact):
    inferred = "，推断 (inferred)" if fact["inferred"] else ""
    sentence = f" “{' '.join(fact['sentence'].split())}”" if fact["sentence"] else ""
    return f"{fact['fact']} [{place(fact)}{inferred}]{sentence}"


def print_proposal(proposal):
    print(f"\n建议 {proposal['rank']} (proposal): {proposal['proposal']}\n  理由 (why): {proposal['why']}")
    for fact in proposal["facts"]:
        print(f"  · {line_of(fact)}")
    for side, kinds in proposal["candidates"].items():
        known = "；".join(f"{kind}：{'、'.join(found)}" for kind, found in kinds.items() if found)
        if known:
            print(f"  可选 (candidates) {side}：{known}")
    for text in proposal["not_found"]:
        print(f"  – {text}")


def print_text(result):
    print(f"{result['region']}：下一步可与谁结对 (whom to pair with next)\n{result['note']}\n\n文章所述 (stated):")
    for line in [line_of(fact) for fact in result["stated"]] + result["not_found"]:
        print(f"  {line}")
    for proposal in result["proposals"]:
        print_proposal(proposal)
    if not result["proposals"]:
        print(f"\n没有建议 (no proposal): 所需的事实在 {result['documents']} 篇文章中未见")
    if result["excluded"]:
        print("\n不作建议，已与别处结对 (not proposed, paired elsewhere):")
    for fact in result["excluded"]:
        print(f"  {line_of(fact)}")
    unpaired = "；".join(f"{up}：{'、'.join(found)}" for up, found in result["unpaired"].items() if found)
    if unpaired:
        print(f"\n未见结对的区县 (districts without a pair in {result['documents']} documents): {unpaired}")
    print("\n文章 (documents):")
    for article, title in sorted(result["titles"].items()):
        print(f"  {article.split('_')[0]} 《{title}》")


def main():
    parser = argparse.ArgumentParser(description="Proposes whom a region could be paired with next.")
    parser.add_argument("database", help="a Qiao database with the cooperation tables, or with articles")
    parser.add_argument("--region", default="长子县", help="name or alias of the region (default: 长子县)")
    parser.add_argument("--qiao", default="qiao", help="the qiao command (default: found on the PATH)")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    result = recommend(queries.Graph(arguments.qiao, arguments.database), arguments.region)
    if arguments.format == "json":
        json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print_text(result)


if __name__ == "__main__":
    main()
