// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/bytes.hpp>

#include "system_error.hpp"

#include <algorithm>
#include <cerrno>
#include <istream>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace arrears {

namespace detail {

Text system_error_words(int error) {
    switch (error) {
        case ENOENT: return {"there is no such file or directory", "没有此文件或目录"};
        case EACCES:
        case EPERM: return {"permission denied", "没有权限"};
        case EISDIR: return {"it is a directory", "这是一个目录"};
        case ENOTDIR: return {"a part of the path is no directory", "路径中有一部分不是目录"};
        case EEXIST: return {"it is there already", "已经存在"};
        case ENOSPC:
        case EDQUOT: return {"no space is left", "空间已满"};
        case EROFS: return {"the file system is read-only", "文件系统为只读"};
        case EMFILE:
        case ENFILE: return {"too many files are open", "打开的文件过多"};
        case ENAMETOOLONG: return {"the name is too long", "名称过长"};
        case ELOOP: return {"too many symbolic links", "符号链接过多"};
        case EIO: return {"input/output error", "输入输出错误"};
        default: return {"system error " + std::to_string(error), "系统错误 " + std::to_string(error)};
    }
}

Error file_error(ErrorKind kind, const std::string& path, Text problem, Text expected, Text remedy) {
    return Error{Fault{kind, Place{path, 0, 0, {}}, std::move(problem), {}, std::move(expected), std::move(remedy)}};
}

}   // namespace detail

namespace {

class FileHandle {
public:
    explicit FileHandle(int descriptor) noexcept : descriptor_{descriptor} {}
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    ~FileHandle() {
        if (descriptor_ > 2) ::close(descriptor_);
    }
    [[nodiscard]] int get() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

}   // namespace

ByteSource bytes_of_file(const std::string& path, std::uint64_t from) {
    int descriptor = STDIN_FILENO;
    if (path != "-") {
        descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            throw detail::file_error(ErrorKind::unreadable, path, detail::system_error_words(errno),
                                     {"expected a file that can be read", "应为可读取的文件"});
    }
    auto handle = std::make_shared<FileHandle>(descriptor);
    struct stat about {};
    if (::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
        throw detail::file_error(ErrorKind::unreadable, path, detail::system_error_words(EISDIR), {"expected a file that can be read", "应为可读取的文件"});
    }
    if (from != 0 && ::lseek(descriptor, static_cast<off_t>(from), SEEK_SET) < 0) {
        throw detail::file_error(ErrorKind::unreadable, path, detail::system_error_words(errno), {"expected a file with places", "应为可定位的文件"});
    }
    return [handle, path](std::span<char> to) {
        while (true) {
            const ssize_t got = ::read(handle->get(), to.data(), to.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) throw detail::file_error(ErrorKind::unreadable, path, detail::system_error_words(errno));
        }
    };
}

ByteSource bytes_of_text(std::string text) {
    auto shared = std::make_shared<const std::string>(std::move(text));
    return [shared, at = std::size_t{0}](std::span<char> to) mutable {
        const std::size_t count = std::min(to.size(), shared->size() - at);
        std::copy_n(shared->data() + at, count, to.data());
        at += count;
        return count;
    };
}

ByteSource bytes_of_stream(std::istream& stream) {
    return [&stream](std::span<char> to) {
        if (!stream) return std::size_t{0};
        stream.read(to.data(), static_cast<std::streamsize>(to.size()));
        if (stream.bad()) throw detail::file_error(ErrorKind::unreadable, {}, detail::system_error_words(EIO));
        return static_cast<std::size_t>(stream.gcount());
    };
}

std::optional<std::string> read_all(const ByteSource& bytes, std::size_t bytes_max) {
    std::string out;
    std::string buffer(64 * 1024, '\0');
    while (const std::size_t got = bytes(std::span{buffer})) {
        if (got > bytes_max - out.size()) return std::nullopt;
        out.append(buffer.data(), got);
    }
    return out;
}

}   // namespace arrears
