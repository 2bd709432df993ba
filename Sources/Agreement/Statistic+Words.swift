extension Statistic {
    /// The name for people.
    public var title: String {
        switch self {
        case .percentAgreement: "Percent agreement"
        case .holsti: "Holsti's coefficient"
        case .cohenKappa: "Cohen's kappa"
        case .weightedKappa: "Weighted kappa"
        case .lightKappa: "Light's kappa"
        case .congerKappa: "Conger's kappa"
        case .scottPi: "Scott's pi"
        case .fleissKappa: "Fleiss' kappa"
        case .brennanPrediger: "Brennan and Prediger's coefficient"
        case .pabak: "Prevalence- and bias-adjusted kappa"
        case .randolph: "Randolph's free-marginal kappa"
        case .gwetAC1: "Gwet's AC1"
        case .gwetAC2: "Gwet's AC2"
        case .krippendorffAlpha: "Krippendorff's alpha"
        }
    }

    /// Where it was published.
    public var source: String {
        switch self {
        case .percentAgreement: "Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.)."
        case .holsti: "Holsti, O. R. (1969). Content analysis for the social sciences and humanities."
        case .cohenKappa:
            "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement, 20, 37-46."
        case .weightedKappa: "Cohen, J. (1968). Weighted kappa. Psychological Bulletin, 70, 213-220."
        case .lightKappa:
            "Light, R. J. (1971). Measures of response agreement for qualitative data. Psychological Bulletin, 76, 365-377."
        case .congerKappa:
            "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological Bulletin, 88, 322-328."
        case .scottPi:
            "Scott, W. A. (1955). Reliability of content analysis. Public Opinion Quarterly, 19, 321-325."
        case .fleissKappa:
            "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76, 378-382."
        case .brennanPrediger:
            "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa. Educational and Psychological Measurement, 41, 687-699."
        case .pabak:
            "Byrt, T., Bishop, J., & Carlin, J. B. (1993). Bias, prevalence and kappa. Journal of Clinical Epidemiology, 46, 423-429."
        case .randolph:
            "Randolph, J. J. (2005). Free-marginal multirater kappa. Joensuu Learning and Instruction Symposium."
        case .gwetAC1, .gwetAC2:
            "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. "
                + "British Journal of Mathematical and Statistical Psychology, 61, 29-48."
        case .krippendorffAlpha: "Krippendorff, K. (2019). Content analysis (4th ed.), chapter 12."
        }
    }
}
