// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Whether what is there already may be replaced.
enum class Overwrite : unsigned char { refuse, replace };

/// Who may read what is written.
enum class Access : unsigned char {
    shared,   ///< as the process's file mode mask has it
    owner,    ///< the owner alone: for personal data
};

/// Files that appear together: each is written whole beside its final name and flushed to the disk; commit() then gives
/// all of them their names. Before that nothing shows, and what is not committed leaves nothing behind. A crash
/// within commit() can leave some files new and others old, each of them whole.
///
/// A symbolic link at a final name is replaced, not followed.
class OutputFiles {
public:
    explicit OutputFiles(Overwrite overwrite = Overwrite::refuse) noexcept : overwrite_{overwrite} {}
    OutputFiles(const OutputFiles&) = delete;
    OutputFiles& operator=(const OutputFiles&) = delete;
    ~OutputFiles();

    /// \throws Error (unwritable), also where the file is there already and may not be replaced
    void add(const std::string& path, std::string_view contents, Access access = Access::shared);
    /// A file that something else fills, by the name returned here, before commit() is called: a library that writes files itself.
    /// It is there already, and empty. \throws Error (unwritable), as add() does
    [[nodiscard]] std::string reserve(const std::string& path, Access access = Access::shared);
    /// \throws Error (unwritable); where nothing was to be replaced, none of the files is then there
    void commit();

private:
    struct Pending {
        std::string path;
        std::string temporary;
        bool flushed = false;
        bool named = false;
    };
    /// A new temporary file, as a descriptor.
    [[nodiscard]] int create(const std::string& path, Access access);
    void name(Pending& file);
    void discard() noexcept;

    Overwrite overwrite_;
    std::vector<Pending> files_;
};

/// One file, written as OutputFiles does. \throws Error (unwritable)
void write_file(const std::string& path, std::string_view contents, Overwrite overwrite = Overwrite::refuse, Access access = Access::shared);

}   // namespace arrears
