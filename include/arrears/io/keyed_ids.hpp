// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/statistics/field.hpp>
#include <arrears/statistics/state.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// A secret that offices share, by which ids are replaced in the states that they hand over: whoever has the secret finds an id again by
/// trying it, nobody else does. Equal ids have equal replacements under one secret, so that distinct counts stay what they are.
class IdKey {
public:
    /// \param secret random bytes, or a text of as much chance, such as 64 hexadecimal digits
    /// \throws Error (bad_argument) where it has fewer than 16 bytes; no message shows it
    explicit IdKey(std::string secret);

    /// What tells secrets apart without showing them: 16 hexadecimal digits.
    [[nodiscard]] const std::string& fingerprint() const noexcept { return fingerprint_; }
    /// What stands for an id of such a thing: 32 hexadecimal digits, the first half of HMAC-SHA256 (RFC 2104). Two different ids have the
    /// same with a chance of one in 2^128.
    [[nodiscard]] std::string replacement(Counted of, std::string_view id) const;

private:
    std::string secret_;
    std::string fingerprint_;
};

/// The secret in a file: its bytes but for line ends behind them.
/// \throws Error (unreadable), or (bad_argument) where it is too short or has more than 4096 bytes
[[nodiscard]] IdKey read_id_key(const std::string& path);

/// The state with the ids of some fields replaced, in cells and in what is counted: what an office hands over, that shows no id. Such states
/// merge with each other where the secret is the same, and give the counts that the ids themselves would have given; with another secret,
/// or with ids as they are, merging is an error that names the field. Rows cannot be added any more. Amounts stay as they are, and so does
/// the list of returns.
/// \param fields names; of none, all fields of the state whose distinct values are enterprises, people or households
/// \throws Error (unknown_name) where the state has no such field; (mismatch) where one is no field of ids or open texts, was replaced
/// already or is compared with ids in a condition, which the definition would show; (bad_argument) where there is nothing to replace
[[nodiscard]] State with_keyed_ids(const State& state, const IdKey& key, const std::vector<std::string>& fields = {});

}   // namespace arrears
