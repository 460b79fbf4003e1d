namespace MlNetMoodRec.Recommendation;

/// <summary>What a list is asked to be like.</summary>
/// <param name="Places">How many songs; at least 1.</param>
/// <param name="Start">What the first place aims at.</param>
/// <param name="End">What the last place aims at.</param>
/// <param name="Diversity">In [0, 1].</param>
/// <param name="MaxPerArtist">Below 1 for no limit.</param>
internal readonly record struct PlaceRequest(int Places, MoodPoint Start, MoodPoint End, float Diversity, int MaxPerArtist)
{
    /// <summary>Whether the candidates' own order is the answer.</summary>
    public bool IsByScore(Candidates candidates) => Diversity <= 0 && MaxPerArtist < 1 && (Start == End || candidates.DistanceCost <= 0) && candidates.Count <= Places;
}
