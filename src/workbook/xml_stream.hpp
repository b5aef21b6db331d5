// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "archive.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct XML_ParserStruct;

namespace arrears::detail {

/// The attributes of an element: plain ones by their names, those of relationships as `r:id`.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) noexcept : pairs_{pairs} {}
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

private:
    const char** pairs_;
};

/// Takes what an XmlStream reads. Elements of other namespaces are left out, with all that is in them.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end() = 0;
    virtual void text(std::string_view piece) = 0;
};

/// Reads a part of a workbook as XML, in pieces. Document types and so entities are refused; names, attributes and
/// elements in each other cost no more memory than the limits allow.
class XmlStream {
public:
    /// All must outlive it. \throws Error (bad_syntax, limit)
    XmlStream(Archive& archive, std::uint64_t part, std::string part_name, const std::string& path, const WorkbookLimits& limits,
              XmlHandler& handler);
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;
    ~XmlStream();

    /// Goes on until the handler pauses (true) or the part ends (false). \throws Error (bad_syntax, limit), and what the handler throws
    [[nodiscard]] bool run();
    /// For the handler: run() returns behind this.
    void pause();

private:
    struct Budget;
    struct AtWork;
    struct Calls;
    void stop(std::exception_ptr why) noexcept;
    [[nodiscard]] Error damaged() const;
    [[nodiscard]] Error too_large(const Text& problem) const;

    Archive::Part part_;
    std::string part_name_;
    const std::string& path_;
    XmlHandler& handler_;
    std::unique_ptr<Budget> budget_;
    XML_ParserStruct* parser_ = nullptr;
    std::vector<char> buffer_;
    std::size_t depth_ = 0;
    std::size_t skipped_from_ = 0;   // depth of an element that is left out; 0: none
    bool any_event_ = false;         // since the last piece was given
    std::size_t bytes_without_event_ = 0;
    bool paused_ = false;
    bool over_ = false;
    bool final_ = false;
    std::exception_ptr thrown_;
};

}   // namespace arrears::detail
