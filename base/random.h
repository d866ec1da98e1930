// Random numbers for rand() and the like: xoshiro256**, whose state is four words, so that a statement which asks for
// none pays next to nothing for having one.
//
// Threads: one at a time.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <random>

namespace qiao::base {

// A uniform random bit generator, as the distributions of <random> want it.
class Random {
 public:
  using result_type = uint64_t;
  using State = std::array<uint64_t, 4>;

  // Not all words may be zero.
  explicit Random(const State& state) : state_(state) {}

  // One that nobody can foretell.
  static Random FromDevice() {
    std::random_device device;
    State state;
    for (uint64_t& word : state) word = uint64_t{device()} << 32 | device();
    state[0] |= 1;
    return Random(state);
  }
  // Another one, begun with numbers of this one.
  Random Fork() { return Random({(*this)() | 1, (*this)(), (*this)(), (*this)()}); }

  static constexpr uint64_t min() { return 0; }
  static constexpr uint64_t max() { return UINT64_MAX; }
  uint64_t operator()() {
    const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

 private:
  State state_;
};

}  // namespace qiao::base
