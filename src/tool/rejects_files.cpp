// SPDX-License-Identifier: BSL-1.0
#include "rejects_files.hpp"

#include <arrears/core/utf8.hpp>

#include <algorithm>
#include <system_error>

namespace arrears::tool {

RejectsFiles::RejectsFiles(const std::string& path, const std::vector<std::string>& inputs, Overwrite overwrite, Language language)
    : overwrite_{overwrite}, files_{overwrite} {
    std::error_code error;
    if (inputs.size() > 1) std::filesystem::create_directories(path, error);
    for (const std::string& input : inputs) {
        std::filesystem::path name = path;
        if (inputs.size() > 1) name /= input == "-" ? "stdin.csv" : std::filesystem::path{input}.filename();
        if (inputs.size() > 1 && (name.extension() == ".xlsx" || name.extension() == ".json")) name += ".csv";   // which it is
        if (std::ranges::any_of(all_, [&](const auto& each) { return each->path == name; })) {
            throw bad_argument(
                "--rejects",
                {"two files are called " + in_quotes(name.filename().string()), "有两个文件同名：" + in_quotes(name.filename().string())},
                {"expected files of different names", "文件名应各不相同"});
        }
        static_cast<void>(OutputFiles{overwrite}.reserve(name.string(), Access::owner));   // what cannot be written is told before anything is read
        all_.push_back(std::make_unique<One>(One{std::move(name), CsvRejects{language}}));
    }
}

void RejectsFiles::begin(One& one) { one.file.open(files_.reserve(one.path.string(), Access::owner), std::ios::binary); }

void RejectsFiles::write(One& one) {
    const std::string text = one.text.take();
    one.file.write(text.data(), static_cast<std::streamsize>(text.size())).flush();
    if (!one.file) {
        throw Error{Fault{ErrorKind::unwritable, {one.path.string(), 0, 0, {}}, {"cannot write the rows refused", "无法写出退回的行"}, {}, {}, {}}};
    }
}

std::function<void(const RefusedRow&)> RejectsFiles::of(std::size_t input) {
    return [this, &one = *all_[input]](const RefusedRow& row) {
        one.text.add(row);
        if (row.header) return;
        if (!one.file.is_open()) begin(one);
        write(one);
    };
}

void RejectsFiles::commit() {
    for (const auto& one : all_) {
        std::error_code error;
        if (!one->file.is_open() && overwrite_ == Overwrite::replace && std::filesystem::exists(one->path, error)) {
            begin(*one);
            write(*one);
        }
        one->file.close();
    }
    files_.commit();
}

std::uint64_t RejectsFiles::rows() const noexcept {
    std::uint64_t out = 0;
    for (const auto& one : all_) out += one->text.rows();
    return out;
}

}   // namespace arrears::tool
