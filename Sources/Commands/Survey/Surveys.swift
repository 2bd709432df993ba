package import ArgumentParser

/// `rir survey`: tables of answers.
package struct Surveys: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "survey",
        abstract: "Import surveys, look at their variables, count answers.",
        discussion: """
            A survey is a table with one answer a row, as Forms, Qualtrics, SurveyMonkey or LimeSurvey export \
            it. What people wrote in their own words becomes records; the rest is kept with it.

            Examples:

              rir survey import staff-2021.xlsx
              rir survey show staff-2021
              rir survey table staff-2021 role --by site
            """,
        subcommands: [
            SurveyImport.self, SurveyList.self, SurveyShow.self, SurveyVariables.self, SurveyCount.self,
        ]
    )

    package init() {}
}
