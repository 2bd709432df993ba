import ArgumentParser

/// What a table is written as.
package enum TableFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, csv, svg
}
