// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/workbook/workbook.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct zip;
struct zip_file;

namespace arrears::detail {

/// The parts of a workbook's archive, by name. Only those asked for are unpacked, and nothing is written anywhere.
class Archive {
public:
    /// \throws Error (unreadable, bad_syntax, limit)
    Archive(const std::string& path, const WorkbookLimits& limits);

    /// Names are compared as the format has it: without regard to upper and lower case.
    [[nodiscard]] std::optional<std::uint64_t> find(std::string_view part) const;

    /// The bytes of a part as they are unpacked, counted against the limits.
    class Part {
    public:
        Part(Archive& archive, std::uint64_t index);
        /// Fills the front of `to`; 0 at the end. \throws Error (bad_syntax, limit)
        [[nodiscard]] std::size_t read(std::span<char> to);

    private:
        struct Close {
            void operator()(zip_file* file) const noexcept;
        };
        Archive& archive_;
        std::uint64_t index_;
        std::string name_;
        std::unique_ptr<zip_file, Close> file_;
        std::uint64_t packed_ = 0;
        std::uint64_t count_ = 0;
    };

private:
    struct Close {
        void operator()(zip* archive) const noexcept;
    };
    std::string path_;
    const WorkbookLimits& limits_;
    std::uint64_t file_bytes_ = 0;
    std::unique_ptr<zip, Close> zip_;
    std::unordered_map<std::string, std::uint64_t> parts_;       // by name in small letters
    std::unordered_map<std::uint64_t, std::uint64_t> counted_;   // bytes unpacked of each part, at most
    std::uint64_t counted_all_ = 0;
};

}   // namespace arrears::detail
