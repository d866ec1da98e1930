# qiao_layer(NAME LINKS...): a static library of every source file below the current folder, that sees only the
# libraries it names.
function(qiao_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  add_library(qiao_${name} STATIC ${sources})
  target_include_directories(qiao_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(qiao_${name} PUBLIC ${ARGN})
endfunction()

# qiao_test(NAME SOURCES... LINKS... [TIMEOUT SECONDS] [LABELS...] [ENVIRONMENT VALUE]): a GoogleTest program whose tests
# ctest lists one by one. The time is for the long form of the proofs, on a machine that has other things to do.
function(qiao_test name)
  cmake_parse_arguments(arg "" "TIMEOUT;ENVIRONMENT" "SOURCES;LINKS;LABELS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gtest_main)
  gtest_discover_tests(${name} NO_PRETTY_VALUES DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()
