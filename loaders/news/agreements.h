// Papers that a sentence says were signed, agreed or planned: 《加强科技创新合作战略框架协议》, 对口合作框架协议.
#pragma once

#include "loaders/news/assemble.h"

namespace qiao::loaders::news {

// Adds agreements to `extraction`; the claims of the same sentence that rest on the signature point at theirs, and the
// ends of those claims are its parties.
void ReadAgreements(const Source& source, Extraction& extraction);

}  // namespace qiao::loaders::news
