// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/output_files.hpp>

#include "system_error.hpp"

#include <atomic>
#include <cerrno>
#include <set>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

namespace arrears {

namespace {

[[nodiscard]] Error unwritable(const std::string& path, int error) {
    Text remedy{};
    if (error == EEXIST) remedy = {"choose another name, or ask for it to be replaced (--force)", "请换一个名称，或要求覆盖（--force）"};
    return detail::file_error(ErrorKind::unwritable, path, detail::system_error_words(error), {}, std::move(remedy));
}

[[nodiscard]] std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

[[nodiscard]] int flush_folder(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    const int error = ::fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS ? 0 : errno;   // some file systems cannot
    ::close(descriptor);
    return error;
}

/// Writes all and flushes; 0, or the errno.
[[nodiscard]] int write_whole(int descriptor, std::string_view contents) {
    while (!contents.empty()) {
        const ssize_t written = ::write(descriptor, contents.data(), contents.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        contents.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
}

}   // namespace

OutputFiles::~OutputFiles() { discard(); }

void OutputFiles::discard() noexcept {
    for (const Pending& file : files_) {
        if (!file.named) ::unlink(file.temporary.c_str());
    }
    files_.clear();
}

int OutputFiles::create(const std::string& path, Access access) {
    static std::atomic<unsigned> counter{0};
    struct stat about {};
    if (overwrite_ == Overwrite::refuse && ::lstat(path.c_str(), &about) == 0) throw unwritable(path, EEXIST);   // early; commit() makes sure
    const std::size_t slash = path.rfind('/');
    const std::size_t base = slash == std::string::npos ? 0 : slash + 1;
    int descriptor = -1;
    std::string temporary;
    while (descriptor < 0) {
        temporary = path.substr(0, base) + '.' + path.substr(base) + '.' + std::to_string(::getpid()) + '-' + std::to_string(counter++) + ".tmp";
        descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, access == Access::owner ? 0600 : 0666);
        if (descriptor < 0 && errno != EEXIST && errno != EINTR) throw unwritable(path, errno);
    }
    try {
        files_.push_back({path, temporary, false, false});
    } catch (...) {
        ::close(descriptor);
        ::unlink(temporary.c_str());
        throw;
    }
    return descriptor;
}

void OutputFiles::add(const std::string& path, std::string_view contents, Access access) {
    const int descriptor = create(path, access);
    int error = write_whole(descriptor, contents);
    if (::close(descriptor) != 0 && error == 0 && errno != EINTR) error = errno;
    if (error != 0) throw unwritable(path, error);
    files_.back().flushed = true;
}

std::string OutputFiles::reserve(const std::string& path, Access access) {
    ::close(create(path, access));
    return files_.back().temporary;
}

/// Gives a file its final name, after flushing what another wrote.
void OutputFiles::name(Pending& file) {
    if (!file.flushed) {
        const int descriptor = ::open(file.temporary.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
        if (descriptor < 0) throw unwritable(file.path, errno);
        int error = write_whole(descriptor, {});
        if (::close(descriptor) != 0 && error == 0 && errno != EINTR) error = errno;
        if (error != 0) throw unwritable(file.path, error);
        file.flushed = true;
    }
    const char* const from = file.temporary.c_str();
    const char* const to = file.path.c_str();
    if (overwrite_ == Overwrite::replace) {
        if (::rename(from, to) != 0) throw unwritable(file.path, errno);
    } else if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) != 0) {
        if (errno != EINVAL && errno != ENOSYS) throw unwritable(file.path, errno);
        if (::link(from, to) != 0) throw unwritable(file.path, errno);   // a file system without that call: a second name, then not the first
        ::unlink(from);
    }
    file.named = true;
}

void OutputFiles::commit() {
    std::set<std::string> folders;
    for (const Pending& file : files_) folders.insert(folder_of(file.path));
    try {
        for (Pending& file : files_) name(file);
        for (const std::string& folder : folders) {
            if (const int error = flush_folder(folder); error != 0) throw unwritable(folder, error);
        }
    } catch (...) {
        for (const Pending& file : files_) {
            if (file.named && overwrite_ == Overwrite::refuse) ::unlink(file.path.c_str());
        }
        discard();
        throw;
    }
    files_.clear();
}

void write_file(const std::string& path, std::string_view contents, Overwrite overwrite, Access access) {
    OutputFiles files{overwrite};
    files.add(path, contents, access);
    files.commit();
}

}   // namespace arrears
