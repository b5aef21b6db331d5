// SPDX-License-Identifier: BSL-1.0
#pragma once

// All records of the model.
#include <arrears/model/arrears.hpp>
#include <arrears/model/enterprise.hpp>
#include <arrears/model/household.hpp>
#include <arrears/model/payment.hpp>
#include <arrears/model/person.hpp>
#include <arrears/model/resettlement_plan.hpp>
#include <arrears/model/system.hpp>
