// SPDX-License-Identifier: BSL-1.0
#include "xml_stream.hpp"

#include "workbook_error.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <expat.h>

namespace arrears::detail {

namespace {

constexpr std::size_t chunk_bytes = 256 * 1024;
constexpr std::size_t token_bytes_max = 1024 * 1024;   // of one tag or comment
constexpr std::size_t depth_max = 64;

/// The part of a qualified name `namespace LF name` behind the namespace.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_name(std::string_view qualified) noexcept {
    const std::size_t at = qualified.find('\n');
    if (at == std::string_view::npos) return {{}, qualified};
    return {qualified.substr(0, at), qualified.substr(at + 1)};
}

[[nodiscard]] bool is_known_namespace(std::string_view uri) noexcept {
    return uri == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" || uri == "http://purl.oclc.org/ooxml/spreadsheetml/main" ||
           uri == "http://schemas.openxmlformats.org/package/2006/relationships";
}

}   // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const noexcept {
    for (const char** at = pairs_; *at != nullptr; at += 2) {
        const auto [uri, local] = split_name(*at);
        const bool same = uri.empty() ? local == name : uri.ends_with("/relationships") && name.starts_with("r:") && local == name.substr(2);
        if (same) return std::string_view{at[1]};
    }
    return std::nullopt;
}

/// What one parser may hold. The parser's calls for memory name no parser, so that the one at work is kept beside.
struct XmlStream::Budget {
    std::size_t max = 0;
    std::size_t held = 0;
    bool refused = false;

    static thread_local Budget* at_work;
    static constexpr std::size_t head = alignof(std::max_align_t);   // room for the size before each block

    static void* take(std::size_t size) noexcept {
        Budget& budget = *at_work;
        if (size > budget.max - budget.held) {
            budget.refused = true;
            return nullptr;
        }
        auto* const block = static_cast<unsigned char*>(std::malloc(size + head));
        if (block == nullptr) return nullptr;
        std::memcpy(block, &size, sizeof size);
        budget.held += size;
        return block + head;
    }
    static void give_back(void* pointer) noexcept {
        if (pointer == nullptr) return;
        unsigned char* const block = static_cast<unsigned char*>(pointer) - head;
        std::size_t size = 0;
        std::memcpy(&size, block, sizeof size);
        at_work->held -= size;
        std::free(block);
    }
    static void* change(void* pointer, std::size_t size) noexcept {
        if (pointer == nullptr) return take(size);
        std::size_t old = 0;
        std::memcpy(&old, static_cast<unsigned char*>(pointer) - head, sizeof old);
        void* const made = take(size);
        if (made == nullptr) return nullptr;
        std::memcpy(made, pointer, std::min(old, size));
        give_back(pointer);
        return made;
    }
};

thread_local XmlStream::Budget* XmlStream::Budget::at_work = nullptr;

/// Puts one parser's budget to work, and what was at work before behind it: a cell may want another part read first.
struct XmlStream::AtWork {
    explicit AtWork(Budget& budget) noexcept : before{std::exchange(Budget::at_work, &budget)} {}
    AtWork(const AtWork&) = delete;
    AtWork& operator=(const AtWork&) = delete;
    ~AtWork() { Budget::at_work = before; }

    Budget* before;
};

/// What expat calls. No exception may pass through it: they are kept, and thrown behind it.
struct XmlStream::Calls {
    template <class Do>
    static void guarded(void* user, Do action) noexcept {
        auto& stream = *static_cast<XmlStream*>(user);
        stream.any_event_ = true;
        if (stream.thrown_) return;
        try {
            action(stream);
        } catch (...) {
            stream.stop(std::current_exception());
        }
    }
    static void XMLCALL start(void* user, const XML_Char* name, const XML_Char** attributes) noexcept {
        guarded(user, [&](XmlStream& stream) {
            if (++stream.depth_ > depth_max) {
                const std::string limit = std::to_string(depth_max);
                throw stream.too_large({"has elements nested more than " + limit + " deep", "中元素嵌套超过 " + limit + " 层"});
            }
            if (stream.skipped_from_ != 0) return;
            const auto [uri, local] = split_name(name);
            if (!is_known_namespace(uri)) {
                stream.skipped_from_ = stream.depth_;
                return;
            }
            stream.handler_.start(local, XmlAttributes{attributes});
        });
    }
    static void XMLCALL end(void* user, const XML_Char*) noexcept {
        guarded(user, [&](XmlStream& stream) {
            const std::size_t depth = stream.depth_--;
            if (stream.skipped_from_ == 0) stream.handler_.end();
            if (stream.skipped_from_ == depth) stream.skipped_from_ = 0;
        });
    }
    static void XMLCALL text(void* user, const XML_Char* piece, int size) noexcept {
        guarded(user, [&](XmlStream& stream) {
            if (stream.skipped_from_ == 0) stream.handler_.text({piece, static_cast<std::size_t>(size)});
        });
    }
    static void XMLCALL comment(void* user, const XML_Char*) noexcept { static_cast<XmlStream*>(user)->any_event_ = true; }
    static void XMLCALL instruction(void* user, const XML_Char*, const XML_Char*) noexcept { static_cast<XmlStream*>(user)->any_event_ = true; }
    static void XMLCALL document_type(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) noexcept {
        guarded(user, [&](XmlStream& stream) {
            throw workbook_error(ErrorKind::bad_syntax, stream.path_,
                                 {"the part " + in_quotes(stream.part_name_) + " has a document type (DOCTYPE), which no workbook has",
                                  "部件 " + in_quotes(stream.part_name_) + " 含文档类型声明（DOCTYPE），正常的工作簿中不会有"});
        });
    }
};

XmlStream::XmlStream(Archive& archive, std::uint64_t part, std::string part_name, const std::string& path, const WorkbookLimits& limits,
                     XmlHandler& handler)
    : part_{archive, part}, part_name_{std::move(part_name)}, path_{path}, handler_{handler}, budget_{std::make_unique<Budget>()} {
    buffer_.resize(chunk_bytes);
    budget_->max = limits.parser_bytes_max;
    const AtWork work{*budget_};
    const XML_Memory_Handling_Suite memory{&Budget::take, &Budget::change, &Budget::give_back};
    parser_ = XML_ParserCreate_MM(nullptr, &memory, "\n");
    if (parser_ == nullptr) throw too_large({"cannot be read within the memory allowed", "无法在允许的内存内读取"});
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &Calls::start, &Calls::end);
    XML_SetCharacterDataHandler(parser_, &Calls::text);
    XML_SetCommentHandler(parser_, &Calls::comment);
    XML_SetProcessingInstructionHandler(parser_, &Calls::instruction);
    XML_SetStartDoctypeDeclHandler(parser_, &Calls::document_type);
}

XmlStream::~XmlStream() {
    const AtWork work{*budget_};
    if (parser_ != nullptr) XML_ParserFree(parser_);
}

void XmlStream::stop(std::exception_ptr why) noexcept {
    thrown_ = std::move(why);
    XML_StopParser(parser_, XML_FALSE);
}

void XmlStream::pause() { XML_StopParser(parser_, XML_TRUE); }

Error XmlStream::too_large(const Text& problem) const {
    return workbook_error(ErrorKind::limit, path_,
                          {"the part " + in_quotes(part_name_) + ' ' + problem.en, "部件 " + in_quotes(part_name_) + ' ' + problem.zh});
}

Error XmlStream::damaged() const {
    const std::string line = std::to_string(XML_GetCurrentLineNumber(parser_)), column = std::to_string(XML_GetCurrentColumnNumber(parser_) + 1);
    return workbook_error(ErrorKind::bad_syntax, path_,
                          {"the part " + in_quotes(part_name_) + " is no sound XML at its line " + line + ", column " + column,
                           "部件 " + in_quotes(part_name_) + " 第 " + line + " 行第 " + column + " 列不是正确的 XML"},
                          {}, {"open the workbook in Excel and save it once more", "请在 Excel 中打开并重新保存"});
}

bool XmlStream::run() {
    const AtWork work{*budget_};
    while (!over_) {
        XML_Status status = XML_STATUS_ERROR;
        if (paused_) {
            paused_ = false;
            status = XML_ResumeParser(parser_);
        } else {
            const std::size_t got = part_.read(buffer_);
            final_ = got == 0;
            any_event_ = false;
            status = XML_Parse(parser_, buffer_.data(), static_cast<int>(got), final_ ? 1 : 0);
            bytes_without_event_ = any_event_ ? 0 : bytes_without_event_ + got;
        }
        if (thrown_) {
            over_ = true;
            std::rethrow_exception(std::exchange(thrown_, nullptr));
        }
        if (status == XML_STATUS_SUSPENDED) {
            paused_ = true;
            return true;
        }
        if (status == XML_STATUS_ERROR) {
            over_ = true;
            if (budget_->refused) throw too_large({"wants more memory than is allowed", "所需内存超过限制"});
            throw damaged();
        }
        if (bytes_without_event_ > token_bytes_max) {
            over_ = true;
            throw too_large({"has a tag or comment of more than a MiB", "中有超过 1 MiB 的标记或注释"});
        }
        if (final_) over_ = true;
    }
    return false;
}

}   // namespace arrears::detail
