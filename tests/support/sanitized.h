// Whether the program runs under a sanitizer: everything takes many times as long then, and memory that was freed is
// held back, so tests that measure either ask for less.
#pragma once

namespace qiao {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace qiao
