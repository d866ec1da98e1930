// What the parts of a check share: where they put what they find, and how they name a key.
#pragma once

#include <string>
#include <string_view>

#include "storage/check.h"

namespace qiao::storage {

// Gathers what a check finds.
class Findings {
 public:
  explicit Findings(CheckReport& report) : report_(report) {}
  void Add(const base::Error& finding) {
    if (report_.findings.size() < kShownFindings) report_.findings.push_back(finding);
    ++report_.count;
  }

 private:
  CheckReport& report_;
};

inline std::string Hex(std::string_view bytes) {
  std::string text;
  for (char byte : bytes) text += fmt::format("{:02x}", static_cast<uint8_t>(byte));
  return text;
}

}  // namespace qiao::storage
