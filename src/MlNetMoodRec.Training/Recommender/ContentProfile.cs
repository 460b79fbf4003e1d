namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// What a listener has been hearing: the sum of the songs' vectors, each weighted by its feedback and by how many songs
/// came after it.
/// </summary>
internal sealed class ContentProfile(SongContent content, ContentBasedOptions options, double halfLife)
{
    private readonly double _decay = Math.Pow(0.5, 1 / halfLife);
    private readonly double[] _sums = new double[content.ColumnCount];

    /// <summary>Adds the next song, by its index; 0 for an unknown one, which makes the others older all the same.</summary>
    public void Add(int song, float feedback)
    {
        for (int column = 0; column < _sums.Length; column++)
        {
            _sums[column] *= _decay;
        }

        double weight = options.SkippedWeight + ((1 - options.SkippedWeight) * feedback);
        foreach ((int column, float share) in content.Parts[song])
        {
            _sums[column] += weight * share;
        }
    }

    /// <summary>
    /// How much larger than average each column's share of the profile is, as a logarithm: the evidence of naive Bayes
    /// for a song of that column, <c>log((sum + a average) / ((total + a) average))</c>, a being the prior songs.
    /// </summary>
    public double[] Lifts()
    {
        double[] totals = content.Totals(_sums);
        var lifts = new double[_sums.Length];
        for (int column = 0; column < lifts.Length; column++)
        {
            double average = content.Average[column];
            double all = totals[content.Attributes[column]] + options.PriorSongs;
            lifts[column] = Math.Log((_sums[column] + (options.PriorSongs * average)) / (all * average));
        }

        return lifts;
    }
}
