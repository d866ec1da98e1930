// Values as JSON text.
//
//   null, boolean, number, string  themselves, as lists and maps of them; an integer keeps all its digits
//   NaN, Infinity, -Infinity       the strings "NaN", "Infinity", "-Infinity"
//   node                           {"id": 1, "labels": ["City"], "properties": {…}}
//   relationship                   {"id": 1, "type": "PART_OF", "start": 1, "end": 2, "properties": {…}}
//   path                           {"nodes": […], "relationships": […]}
//   date, time, datetime, duration their ISO 8601 text
//   point                          {"crs": "wgs-84", "x": 113.1, "y": 36.2}
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/value.h"

namespace qiao::cli {

void AppendJson(std::string& text, const base::Value& value);
void AppendJsonString(std::string& text, std::string_view string);
void AppendJsonStrings(std::string& text, std::span<const std::string> strings);  // as an array
std::string ToJson(const base::Value& value);

}  // namespace qiao::cli
