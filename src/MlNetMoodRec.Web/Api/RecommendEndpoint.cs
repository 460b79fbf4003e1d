using Microsoft.AspNetCore.Http.HttpResults;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Web.Api;

/// <summary><c>POST /recommend</c>.</summary>
internal static class RecommendEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/recommend", AnswerAsync)
        .WithName("Recommend")
        .WithSummary("Songs that fit how a listener feels and what they have been hearing.")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<RecommendAnswer>, ValidationProblem>> AnswerAsync(
        RecommendRequest request, MoodRecEnginePool pool, SongCatalogues catalogues, MoodRecWebOptions options, CancellationToken cancellation)
    {
        Dictionary<string, string[]> errors = request.Errors(options);
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(await pool.AnswerAsync(lease => Answer(request, lease, catalogues.Of(lease.Model.Catalogue)), cancellation));
    }

    private static RecommendAnswer Answer(RecommendRequest request, MoodRecEngineLease lease, SongCatalogue catalogue)
    {
        ListenerContext context = request.ToContext();
        SongRecommendations answer = lease.Recommend(context);
        SongRecommendations? withoutText = request.CompareWithoutText ? lease.Recommend((request with { Text = "" }).ToContext()) : null;
        return new RecommendAnswer
        {
            Songs = Songs(answer, catalogue),
            Basis = answer.Basis,
            Mood = string.IsNullOrWhiteSpace(request.Text) || lease.Model.MoodReader is null ? null : MoodAnswer.Of(answer),
            UnknownSongIds = [.. request.RecentSongIds.Concat(request.ExcludedSongIds).Where(id => catalogue.Find(id) is null).Distinct()],
            WithoutText = withoutText is null ? null : new RecommendedList(Songs(withoutText, catalogue), withoutText.Basis),
        };
    }

    private static RecommendedSong[] Songs(SongRecommendations answer, SongCatalogue catalogue)
    {
        var songs = new RecommendedSong[answer.SongIds.Length];
        for (int i = 0; i < songs.Length; i++)
        {
            Song? known = catalogue.Find(answer.SongIds[i]);
            songs[i] = new RecommendedSong
            {
                Rank = i + 1,
                Id = answer.SongIds[i],
                Title = answer.Titles[i],
                Artist = known?.Artist ?? "",
                Genre = known?.Genre ?? "",
                Score = answer.Scores[i],
                LikeProbability = answer.LikeProbabilities[i],
            };
        }

        return songs;
    }
}
