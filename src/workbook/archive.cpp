// SPDX-License-Identifier: BSL-1.0
#include "archive.hpp"

#include "workbook_error.hpp"

#include <arrears/io/bytes.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

namespace arrears::detail {

namespace {

[[nodiscard]] std::string small_letters(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

[[nodiscard]] Error too_many_entries(const std::string& path, const WorkbookLimits& limits) {
    const std::string limit = std::to_string(limits.entries_max);
    return workbook_error(ErrorKind::limit, path, {"the archive has more than " + limit + " files", "压缩包中的文件超过 " + limit + " 个"},
                          {"expected at most " + limit, "应不超过 " + limit + " 个"});
}

/// A file's bytes at any place, before libzip is let at it.
class RawFile {
public:
    explicit RawFile(const std::string& path) : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {
        struct stat about {};
        if (descriptor_ >= 0 && ::fstat(descriptor_, &about) == 0 && about.st_size > 0) size_ = static_cast<std::uint64_t>(about.st_size);
    }
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;
    ~RawFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// As many bytes as there are.
    [[nodiscard]] std::string at(std::uint64_t from, std::size_t count) const {
        std::string out(count, '\0');
        std::size_t have = 0;
        while (have < count) {
            const ssize_t got = ::pread(descriptor_, out.data() + have, count - have, static_cast<off_t>(from + have));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) break;
            have += static_cast<std::size_t>(got);
        }
        out.resize(have);
        return out;
    }

private:
    int descriptor_;
    std::uint64_t size_ = 0;
};

[[nodiscard]] std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) noexcept {
    std::uint64_t out = 0;
    for (std::size_t i = count; i > 0; --i) out = (out << 8U) | static_cast<unsigned char>(bytes[at + i - 1]);
    return out;
}

/// Whether any end of a directory says that there are too many files. libzip makes room for as many as are said there.
[[nodiscard]] bool says_too_many(const RawFile& file, std::uint64_t entries_max) {
    constexpr std::size_t end_bytes = 22, comment_max = 65'535, locator_bytes = 20;
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), end_bytes + comment_max + locator_bytes));
    const std::string tail = file.at(file.size() - wanted, wanted);
    for (std::size_t at = tail.find("PK\5\6"); at != std::string::npos; at = tail.find("PK\5\6", at + 1)) {
        if (tail.size() - at < end_bytes) break;
        const std::uint64_t count = std::max(little_endian(tail, at + 8, 2), little_endian(tail, at + 10, 2));
        if (count != 0xFFFF && count > entries_max) return true;
        if (at < locator_bytes || !std::string_view{tail}.substr(at - locator_bytes).starts_with("PK\6\7")) continue;
        const std::string end64 = file.at(little_endian(tail, at - locator_bytes + 8, 8), 56);
        if (end64.size() == 56 && std::max(little_endian(end64, 24, 8), little_endian(end64, 32, 8)) > entries_max) return true;
    }
    return false;
}

/// What the file is, where it is no workbook that is read here; nothing where it may be one.
[[nodiscard]] std::optional<Error> refused_by_first_bytes(const std::string& path, const std::string& first) {
    const Text expected{"expected an Excel workbook (.xlsx)", "应为 Excel 工作簿（.xlsx）"};
    if (first.starts_with("\xD0\xCF\x11\xE0")) {
        return workbook_error(ErrorKind::bad_syntax, path,
                              {"it is an old workbook (.xls) or one encrypted with a password", "这是旧版工作簿（.xls）或有密码的加密工作簿"},
                              expected,
                              {"open it in Excel, take the password away and save it as .xlsx", "请在 Excel 中打开，取消密码，另存为 .xlsx"});
    }
    if (first.starts_with("PK\5\6")) return workbook_error(ErrorKind::bad_syntax, path, {"the archive is empty", "压缩包为空"}, expected);
    if (first.starts_with("PK")) return std::nullopt;
    if (first.empty()) return workbook_error(ErrorKind::bad_syntax, path, {"the file is empty", "文件为空"}, expected);
    return workbook_error(ErrorKind::bad_syntax, path, {"it is no workbook", "这不是工作簿"}, expected,
                          {"open it in Excel and save it as .xlsx", "请在 Excel 中打开并另存为 .xlsx"});
}

}   // namespace

void Archive::Close::operator()(zip* archive) const noexcept { ::zip_discard(archive); }
void Archive::Part::Close::operator()(zip_file* file) const noexcept { ::zip_fclose(file); }

Archive::Archive(const std::string& path, const WorkbookLimits& limits) : path_{path}, limits_{limits} {
    static_cast<void>(bytes_of_file(path));   // tells of a file that is not there, or may not be read
    {
        const RawFile file{path};
        file_bytes_ = file.size();
        if (auto refused = refused_by_first_bytes(path, file.at(0, 8))) throw *refused;
        if (says_too_many(file, limits.entries_max)) throw too_many_entries(path, limits);
    }
    int error = 0;
    zip_.reset(::zip_open(path.c_str(), ZIP_RDONLY, &error));
    if (!zip_) {
        throw workbook_error(ErrorKind::bad_syntax, path, {"the archive is damaged or cut off", "压缩包已损坏或不完整"}, {},
                             {"fetch or save the workbook once more", "请重新获取或另存此工作簿"});
    }
    const zip_int64_t count = ::zip_get_num_entries(zip_.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limits.entries_max) throw too_many_entries(path, limits);
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
        const char* const name = ::zip_get_name(zip_.get(), i, ZIP_FL_ENC_RAW);
        if (name == nullptr) continue;
        std::string key = small_letters(name);
        if (!parts_.emplace(key, i).second && key.starts_with("xl/")) {
            throw workbook_error(ErrorKind::duplicate, path,
                                 {"the archive has a part twice: " + in_quotes(key), "压缩包中的部件重复：" + in_quotes(key)});
        }
    }
}

std::optional<std::uint64_t> Archive::find(std::string_view part) const {
    const auto found = parts_.find(small_letters(part));
    if (found == parts_.end()) return std::nullopt;
    return found->second;
}

Archive::Part::Part(Archive& archive, std::uint64_t index) : archive_{archive}, index_{index} {
    zip_stat_t about{};
    if (::zip_stat_index(archive.zip_.get(), index, 0, &about) != 0 || (about.valid & ZIP_STAT_NAME) == 0)
        throw workbook_error(ErrorKind::bad_syntax, archive.path_, {"a part of the archive has no sound entry", "压缩包中有部件的目录项无效"});
    name_ = about.name;
    const Text part{"the part " + in_quotes(name_), "部件 " + in_quotes(name_)};
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
        throw workbook_error(ErrorKind::bad_syntax, archive.path_, {part.en + " is encrypted", part.zh + " 已加密"}, {},
                             {"save the workbook without a password", "请另存为没有密码的工作簿"});
    }
    if ((about.valid & ZIP_STAT_COMP_METHOD) == 0 || (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE))
        throw workbook_error(ErrorKind::bad_syntax, archive.path_,
                             {part.en + " is packed in a way that workbooks do not use", part.zh + " 的压缩方式不是工作簿所用的"});
    packed_ = (about.valid & ZIP_STAT_COMP_SIZE) != 0 ? std::min<std::uint64_t>(about.comp_size, archive.file_bytes_) : 0;
    file_.reset(::zip_fopen_index(archive.zip_.get(), index, 0));
    if (!file_) throw workbook_error(ErrorKind::bad_syntax, archive.path_, {part.en + " cannot be unpacked", part.zh + " 无法解压"});
}

std::size_t Archive::Part::read(std::span<char> to) {
    const zip_int64_t got = ::zip_fread(file_.get(), to.data(), to.size());
    const Text part{"the part " + in_quotes(name_), "部件 " + in_quotes(name_)};
    if (got < 0) {
        throw workbook_error(ErrorKind::bad_syntax, archive_.path_, {part.en + " is damaged", part.zh + " 已损坏"}, {},
                             {"fetch or save the workbook once more", "请重新获取或另存此工作簿"});
    }
    count_ += static_cast<std::uint64_t>(got);
    const WorkbookLimits& limits = archive_.limits_;
    const auto beyond = [&](std::uint64_t limit, const Text& of) {
        const std::string bytes = std::to_string(limit);
        return workbook_error(ErrorKind::limit, archive_.path_,
                              {of.en + " unpack to more than " + bytes + " bytes", of.zh + " 解压后超过 " + bytes + " 字节"},
                              {"expected at most " + bytes, "应不超过 " + bytes + " 字节"});
    };
    if (count_ > limits.part_bytes_max) throw beyond(limits.part_bytes_max, {"the contents of " + part.en, part.zh});
    if (count_ > limits.expansion_free_bytes && count_ / limits.expansion_max > packed_) {
        const std::string times = std::to_string(limits.expansion_max);
        throw workbook_error(ErrorKind::limit, archive_.path_,
                             {part.en + " unpacks to more than " + times + " times its size: a trap, or no sheet for people",
                              part.zh + " 解压后超过其大小的 " + times + " 倍：疑为压缩炸弹，或并非供人使用的工作表"});
    }
    std::uint64_t& counted = archive_.counted_[index_];   // a part read again counts once
    if (count_ > counted) {
        archive_.counted_all_ += count_ - counted;
        counted = count_;
        if (archive_.counted_all_ > limits.all_bytes_max) throw beyond(limits.all_bytes_max, {"the parts of the workbook", "工作簿各部件"});
    }
    return static_cast<std::size_t>(got);
}

}   // namespace arrears::detail
