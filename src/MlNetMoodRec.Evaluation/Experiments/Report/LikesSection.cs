using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How well each method tells likes from skips.</summary>
internal static class LikesSection
{
    public static XElement Write(ReportPage page)
    {
        MethodFigures[] methods = [.. page.Methods.Where(m => m.Confusion() is not null)];
        if (methods.Length == 0)
        {
            return Html.Section("likes", "Like or skip", Html.P("Like or skip was not predicted in this run."));
        }

        string majority = Numbers.Percent(methods[0].Likes(l => l.MajorityRate)!.Mean);
        return Html.Section(
            "likes", "Like or skip",
            Html.P($"Always calling the more frequent outcome is right in {majority} of the events: an accuracy says something only beside that. AUC does not depend on it."),
            Html.Table(
                page.Wording.Likes,
                ["method", "accuracy", "majority class", "precision", "recall", "F1", "AUC", "Brier", "calibration error"],
                methods.Select(m => (object[])
                [
                    page.Name(m.Method), Numbers.Percent(m.Summary.Accuracy ?? m.Likes(l => l.Accuracy)), Numbers.Percent(m.Likes(l => l.MajorityRate)!.Mean),
                    Numbers.Percent(m.Likes(l => l.Precision)), Numbers.Percent(m.Likes(l => l.Recall)), Numbers.Fixed(m.Likes(l => l.F1), 3),
                    Numbers.Fixed(m.Summary.Auc ?? m.Likes(l => l.Auc), 3), Numbers.Fixed(m.Likes(l => l.Brier), 3), Numbers.Fixed(m.Likes(l => l.CalibrationError), 3),
                ])),
            Html.Pair(page.Figure("Figure 5.", "Confusion matrices, a row per method. Under each count its share of the likes, or of the skips; the stronger the colour, the larger.",
                $"{page.Wording.Likes} Counts of all seeds together.", "confusion"),
            page.Figure("Figure 6.", "Calibration: on the dashed line a stated chance comes true as often as it says.",
                $"{page.Wording.FirstSeed}; test events in bins of equal width; empty bins are left out.", "calibration")));
    }
}
