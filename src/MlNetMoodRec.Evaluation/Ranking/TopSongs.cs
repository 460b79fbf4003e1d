namespace MlNetMoodRec.Evaluation;

/// <summary>Finds the k best candidates of a row of scores, equal scores in catalogue order.</summary>
internal static class TopSongs
{
    /// <summary>
    /// Writes the indices of the best songs into <paramref name="best"/>, best first, and returns how many there are:
    /// fewer than asked for where the candidates run out. Songs in <paramref name="excluded"/> are no candidates.
    /// </summary>
    public static int Find(ReadOnlySpan<float> scores, IReadOnlySet<int> excluded, Span<int> best)
    {
        int count = 0;
        for (int song = 0; song < scores.Length; song++)
        {
            if ((count == best.Length && scores[song] <= scores[best[count - 1]]) || excluded.Contains(song))
            {
                continue;
            }

            // Insertion: k is small, and after the first songs few get this far.
            int place = count < best.Length ? count++ : count - 1;
            while (place > 0 && scores[song] > scores[best[place - 1]])
            {
                best[place] = best[place - 1];
                place--;
            }

            best[place] = song;
        }

        return count;
    }
}
