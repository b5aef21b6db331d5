// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/csv_parts.hpp>
#include <arrears/io/encoding.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace {

std::string read(std::string_view input, std::optional<arrears::Encoding> told, std::size_t given, std::size_t asked) {
    const arrears::ByteSource source = arrears::as_utf8(
        [text = std::string{input}, given, at = std::size_t{0}](std::span<char> to) mutable {
            const std::size_t count = std::min({given, to.size(), text.size() - at});
            std::copy_n(text.data() + at, count, to.data());
            at += count;
            return count;
        },
        told);
    std::string out, buffer(asked, '\0');
    while (const std::size_t got = source(std::span{buffer})) out.append(buffer, 0, got);
    return out;
}

}   // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using arrears::Encoding;
    const std::string_view input = fuzz::text(data, size);
    for (const std::optional<Encoding> told : {std::optional<Encoding>{}, std::optional{Encoding::utf8}, std::optional{Encoding::gb18030},
                                               std::optional{Encoding::utf16le}, std::optional{Encoding::utf16be}}) {
        const std::string whole = read(input, told, 64 * 1024, 64 * 1024);
        fuzz::require(read(input, told, 1 + size % 5, 1 + size % 7) == whole, "how it is given and asked for does not show");
        if (told == Encoding::utf8) fuzz::require(whole == input, "UTF-8 comes as it is");
        if (!told || told == Encoding::utf8) continue;
        std::string sound = whole;
        std::erase(sound, '\xFF');
        fuzz::require(!arrears::find_invalid_utf8(sound), "what comes is UTF-8 but for its mark of what is none");
    }

    // Rows of stretches, cut anywhere, are the rows of the whole.
    const std::size_t first = size == 0 ? 0 : data[0] % size, second = std::max(first, size == 0 ? 0 : data[size - 1] * 7U % size);
    std::vector<arrears::CsvScan> scans;
    for (const std::string_view part : {input.substr(0, first), input.substr(first, second - first), input.substr(second)}) {
        arrears::CsvScan scan;
        scan.add(part);
        scans.push_back(arrears::CsvScan::parse(scan.text()));
    }
    std::uint64_t to = 0;
    for (const arrears::CsvPart& part : arrears::csv_parts(scans)) {
        if (part.from == part.to) continue;
        fuzz::require(part.from == to && part.to > part.from, "parts follow each other");
        to = part.to;
    }
    fuzz::require(to == size, "and make up the file");
    try {
        const std::string text = arrears::CsvScan::parse(input).text();
        fuzz::require(arrears::CsvScan::parse(text).text() == text, "a scan that is read is written alike");
    } catch (const arrears::Error&) {   // no scan
    }
    return 0;
}
