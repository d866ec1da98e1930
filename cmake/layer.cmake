# qiao_layer(NAME LINKS...): a static library of every source file below the current folder, that sees only the
# libraries it names.
function(qiao_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  add_library(qiao_${name} STATIC ${sources})
  target_link_libraries(qiao_${name} PUBLIC ${ARGN})
endfunction()

# qiao_test(NAME SOURCES... LINKS...): a GoogleTest program whose tests ctest lists one by one.
function(qiao_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gtest_main)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()
