// Elements of lists as rows of a column.
#pragma once

#include "query/exec/column.h"

namespace qiao::query {

// A text's bytes are copied, so that the value isn't shared for a moment.
inline void AppendElement(const base::Value& element, Column& out) {
  if (element.is(base::Kind::kString) && Column::IsShort(element.string().size())) {
    out.AppendText(element.string());
  } else {
    out.Append(element);
  }
}

}  // namespace qiao::query
