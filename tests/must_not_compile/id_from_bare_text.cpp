// SPDX-License-Identifier: BSL-1.0
// expect: conversion from .* to non-scalar type|no viable conversion
#include <arrears/core/id.hpp>

using EnterpriseId = arrears::Id<struct EnterpriseTag>;
using WorkerId = arrears::Id<struct WorkerTag>;

#if BROKEN
const EnterpriseId id = "1";
#else
const EnterpriseId id = EnterpriseId{"1"};
#endif
