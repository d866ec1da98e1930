#include "cli/commands/table_arguments.h"

#include "base/text.h"

namespace qiao::cli {

base::Result<std::string> OneCharacter(std::string_view option, const std::string& text) {
  const std::string character = base::AsciiLower(text) == "tab" || text == "\\t" ? "\t" : text;
  if (base::CodePointCount(character) == 1 && character != "\"" && character != "\n" && character != "\r") {
    return character;
  }
  return base::MakeError(base::ErrorCode::kArgument, "{} takes one character (tab for a tabulator), not '{}'", option,
                         text);
}

base::Result<std::optional<base::Charset>> CharsetOf(const std::string& name) {
  using base::Charset;
  if (name.empty()) return std::optional<Charset>();
  const std::string wanted = base::AsciiLower(name);
  for (const Charset charset :
       {Charset::kUtf8, Charset::kUtf16Le, Charset::kUtf16Be, Charset::kGb18030, Charset::kBig5}) {
    if (base::AsciiLower(base::Name(charset)) == wanted) return std::optional(charset);
  }
  if (wanted == "gbk" || wanted == "gb2312") return std::optional(Charset::kGb18030);
  return base::MakeError(base::ErrorCode::kArgument,
                         "unknown encoding '{}'; there are UTF-8, GB18030 (GBK), Big5, UTF-16LE and UTF-16BE", name);
}

}  // namespace qiao::cli
