// SPDX-License-Identifier: BSL-1.0
#include "row_digest.hpp"

#include <algorithm>

namespace arrears::detail {

namespace {

/// A text behind its length, in groups of seven bits: so that no two lists of texts look the same.
void put(std::string& to, std::string_view text) {
    std::size_t size = text.size();
    for (; size >= 0x80; size >>= 7U) to += static_cast<char>((size & 0x7FU) | 0x80U);
    to += static_cast<char>(size);
    to += text;
}
void put(std::string& to, std::uint64_t word) {
    for (int byte = 0; byte < 8; ++byte, word >>= 8U) to += static_cast<char>(word & 0xFFU);
}

}   // namespace

DigestColumns::DigestColumns(const CsvRow& header, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) cells.push_back(i);
    std::stable_sort(cells.begin(), cells.end(), [&](std::size_t a, std::size_t b) { return header[a].text < header[b].text; });
    for (const std::size_t cell : cells) put(names, header[cell].text);
}

void RowDigest::add(const CsvRow& row) {
    texts_.clear();
    for (const CsvCell& cell : row.cells()) texts_.push_back(cell.text);
    add(texts_);
}

void RowDigest::add(std::span<const std::string_view> cells) {
    bytes_.clear();
    for (const std::size_t cell : columns_.cells) put(bytes_, cells[cell]);
    const Sha256Digest digest = sha256_(bytes_);
    std::array<std::uint64_t, 4> words{};
    for (std::size_t i = 0; i < digest.size(); ++i) words[i / 8] |= std::uint64_t{digest[i]} << (i % 8 * 8);
    add(words);
    ++rows_;
}

void RowDigest::add(const RowDigest& other) {
    add(other.sum_);
    rows_ += other.rows_;
}

void RowDigest::add(const std::array<std::uint64_t, 4>& words) {
    bool carry = false;
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        std::uint64_t partial = 0;
        const bool over = __builtin_add_overflow(sum_[i], words[i], &partial);
        carry = static_cast<unsigned>(over) + static_cast<unsigned>(__builtin_add_overflow(partial, std::uint64_t{carry}, &sum_[i])) != 0;
    }
}

std::string RowDigest::text() {
    std::string all = "arrears.rows.1";
    put(all, columns_.names);
    put(all, rows_);
    for (const std::uint64_t word : sum_) put(all, word);
    return hex(sha256_(all));
}

}   // namespace arrears::detail
