namespace MlNetMoodRec.Recommendation;

/// <summary>
/// Fills a list from its first place to its last: each place goes to the candidate that is best for its aim and most
/// unlike the songs above it, as far as its artist has not had their share. O(places x candidates).
/// </summary>
internal static class PlaceByPlace
{
    /// <returns>The candidates of the places, and the score of each at its place.</returns>
    public static (int[] Order, float[] Scores) Order(Candidates candidates, PlaceRequest request)
    {
        int places = Math.Min(request.Places, candidates.Count);
        var order = new List<int>(places);
        var scores = new List<float>(places);
        var isOut = new bool[candidates.Count];
        var closest = new float[candidates.Count];
        var atPlace = new float[candidates.Count];
        var perArtist = new Dictionary<float, int>();

        for (int place = 0; place < places; place++)
        {
            MoodPoint aim = MoodPoint.OnPath(request.Start, request.End, place, places);
            for (int i = 0; i < candidates.Count; i++)
            {
                atPlace[i] = candidates.ScoreAt(i, aim);
            }

            int best = Best(atPlace, closest, isOut, request.Diversity);
            if (best < 0)
            {
                break;
            }

            order.Add(best);
            scores.Add(atPlace[best]);
            isOut[best] = true;
            Close(candidates, candidates.Artist(best), perArtist, request.MaxPerArtist, isOut);
            if (request.Diversity > 0)
            {
                for (int i = 0; i < candidates.Count; i++)
                {
                    closest[i] = isOut[i] ? 0 : Math.Max(closest[i], candidates.Similarity(i, best));
                }
            }
        }

        return ([.. order], [.. scores]);
    }

    /// <summary>The candidate of the largest marginal relevance, the first of equals; -1 when all are out.</summary>
    private static int Best(float[] scores, float[] closest, bool[] isOut, float diversity)
    {
        float low = scores.Min();
        float range = scores.Max() - low;
        int best = -1;
        float bestValue = float.NegativeInfinity;
        for (int i = 0; i < scores.Length; i++)
        {
            float relevance = range > 0 ? (scores[i] - low) / range : 0;
            float value = diversity > 0 ? ((1 - diversity) * relevance) - (diversity * closest[i]) : scores[i];
            if (!isOut[i] && value > bestValue)
            {
                (best, bestValue) = (i, value);
            }
        }

        return best;
    }

    /// <summary>Takes an artist's other songs out once they have had their share.</summary>
    private static void Close(Candidates candidates, float artist, Dictionary<float, int> perArtist, int share, bool[] isOut)
    {
        if (share < 1 || artist <= 0)
        {
            return;
        }

        int count = perArtist[artist] = perArtist.GetValueOrDefault(artist) + 1;
        for (int i = 0; count == share && i < candidates.Count; i++)
        {
            isOut[i] |= candidates.Artist(i) == artist;
        }
    }
}
