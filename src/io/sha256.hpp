// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

// SHA-256 (FIPS 180-4) from OpenSSL, whose headers stay in one source.

namespace arrears::detail {

using Sha256Digest = std::array<unsigned char, 32>;

/// Digests one text after another. Not for several threads at once.
class Sha256 {
public:
    /// \throws Error (limit) where OpenSSL has no memory, or may not digest here
    Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();
    [[nodiscard]] Sha256Digest operator()(std::string_view text);

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1). \throws Error (limit) as Sha256 does
[[nodiscard]] Sha256Digest hmac_sha256(std::string_view key, std::string_view text);

/// In hexadecimal digits, small letters.
[[nodiscard]] std::string hex(const Sha256Digest& digest);

}   // namespace arrears::detail
