// SPDX-License-Identifier: BSL-1.0
#include "sha256.hpp"

#include <arrears/core/error.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace arrears::detail {

namespace {

[[nodiscard]] Error refused() {
    return Error{Fault{ErrorKind::limit, {}, {"SHA-256 is not to be had from OpenSSL here", "此处的 OpenSSL 无法提供 SHA-256"}, {}, {}, {}}};
}
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

}   // namespace

struct Sha256::Context {
    std::unique_ptr<EVP_MD_CTX, FreeContext> of_openssl{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_{std::make_unique<Context>()} {
    EVP_MD_CTX* const context = context_->of_openssl.get();
    if (context == nullptr || EVP_DigestInit_ex(context, EVP_sha256(), nullptr) != 1) throw refused();
}
Sha256::~Sha256() = default;

Sha256Digest Sha256::operator()(std::string_view text) {
    Sha256Digest out{};
    EVP_MD_CTX* const context = context_->of_openssl.get();
    // Without a type it begins anew with the one that it has: looking that up would cost as much as a short text.
    if (EVP_DigestInit_ex(context, nullptr, nullptr) != 1 || EVP_DigestUpdate(context, text.data(), text.size()) != 1 ||
        EVP_DigestFinal_ex(context, out.data(), nullptr) != 1) {
        throw refused();
    }
    return out;
}

Sha256Digest hmac_sha256(std::string_view key, std::string_view text) {
    Sha256Digest out{};
    unsigned size = 0;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(), out.data(), &size) == nullptr || size != out.size())
        throw refused();
    return out;
}

std::string hex(const Sha256Digest& digest) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const unsigned char byte : digest) out += {digits[byte >> 4U], digits[byte & 0xFU]};
    return out;
}

}   // namespace arrears::detail
