// Which characters may stand in a name that is written without quotes: Unicode's identifiers (UAX #31), so that 公司 is
// a name and a full-width comma is not.
#pragma once

namespace qiao::base {

bool IsIdentifierStart(char32_t code_point);  // a letter or an underscore
bool IsIdentifierPart(char32_t code_point);   // these, digits, combining marks and currency signs other than $
bool IsWhiteSpace(char32_t code_point);       // Unicode's White_Space, and the byte order mark

}  // namespace qiao::base
