using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Web.Api;

/// <summary><c>GET /songs</c>.</summary>
internal static class SongsEndpoint
{
    /// <summary>Longer than the titles that people type.</summary>
    private const int LongestQuery = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/songs", Answer)
        .WithName("Songs")
        .WithSummary("The songs that the model knows, a page at a time, all of them or those that a search finds.");

    private static Results<Ok<SongPage>, ValidationProblem> Answer(
        MoodRecEnginePool pool,
        SongCatalogues catalogues,
        MoodRecWebOptions options,
        [Description("Words of the title, artist or id, in any order; case and accents do not matter.")] string query = "",
        [Description("How many of the songs found to leave out from the beginning.")] int offset = 0,
        [Description("How many songs to answer with, at most.")] int limit = 20)
    {
        var errors = new FieldErrors();
        errors.Text(nameof(query), query, LongestQuery);
        errors.Number(nameof(offset), offset, 0, int.MaxValue);
        errors.Number(nameof(limit), limit, 1, options.MaxPageSize);
        return errors.ByField.Count > 0
            ? TypedResults.ValidationProblem(errors.ByField)
            : TypedResults.Ok(catalogues.Of(pool.Catalogue).Search(query, offset, limit));
    }
}
