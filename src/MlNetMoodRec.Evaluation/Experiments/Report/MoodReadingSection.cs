using System.Xml.Linq;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How much of the true mood the encoder reads.</summary>
internal static class MoodReadingSection
{
    public static XElement Write(ReportPage page)
    {
        if (page.Result.Seeds is not [SeedResult seed, ..] || seed.MoodReading.Count == 0)
        {
            return Html.Section("mood-reading", "How well the mood is read", Html.P("The encoder's reading of the mood was not compared with the true one in this run."));
        }

        return Html.Section(
            "mood-reading", "How well the mood is read",
            Html.P("The simulation knows the mood that a text was written in. What the encoder reads can be no better a guide than its correlation with that."),
            Html.Table(
                $"Pearson's r of the read mood with the true one, by kind of text. {page.Wording.FirstSeed}; encoder {page.Result.Protocol.EncoderHash}.",
                ["texts", "how many", "valence r [95 %]", "arousal r [95 %]"],
                seed.MoodReading.Select(r => (object[])
                [
                    r.Texts, Numbers.Count(r.Count), Correlation(r.ValenceCorrelation, r.Count), Correlation(r.ArousalCorrelation, r.Count),
                ])));
    }

    /// <summary>With the interval of Fisher's transformation, which treats texts as independent.</summary>
    private static string Correlation(double r, int count)
    {
        if (count <= 3 || Math.Abs(r) >= 1)
        {
            return Numbers.Signed(r, "0.00");
        }

        double z = Math.Atanh(r);
        double half = 1.96 / Math.Sqrt(count - 3);
        return $"{Numbers.Signed(r, "0.00")} [{Numbers.Signed(Math.Tanh(z - half), "0.00")}, {Numbers.Signed(Math.Tanh(z + half), "0.00")}]";
    }
}
