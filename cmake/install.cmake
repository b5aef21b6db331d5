# SPDX-License-Identifier: BSL-1.0
# What `cmake --install` lays down: headers, libraries, the CMake package, the pkg-config file, the tool with its sample.
include(CMakePackageConfigHelpers)
set(arrears_package ${CMAKE_INSTALL_LIBDIR}/cmake/arrears)

foreach(library IN LISTS arrears_libraries)
    install(TARGETS ${library} EXPORT arrears-targets FILE_SET HEADERS ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()
install(EXPORT arrears-targets NAMESPACE arrears:: DESTINATION ${arrears_package})

set(arrears_optional_components "")   # those whose libraries were here
foreach(component IN ITEMS sql workbook mpi)
    if(TARGET arrears_${component})
        list(APPEND arrears_optional_components ${component})
    endif()
endforeach()
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/arrears-config.cmake.in arrears-config.cmake INSTALL_DESTINATION ${arrears_package})
write_basic_package_version_file(arrears-config-version.cmake VERSION ${arrears_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/arrears-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/arrears-config-version.cmake DESTINATION ${arrears_package})

file(RELATIVE_PATH ARREARS_PREFIX_FROM_PC ${CMAKE_INSTALL_FULL_DATADIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/arrears.pc.in arrears.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/arrears.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)

if(TARGET arrears_tool)
    install(TARGETS arrears_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples/data/yangquan ${PROJECT_SOURCE_DIR}/docs/schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/arrears)
endif()
