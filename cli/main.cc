#include "cli/app.h"

int main(int argc, char** argv) { return qiao::cli::Main(argc, argv); }
