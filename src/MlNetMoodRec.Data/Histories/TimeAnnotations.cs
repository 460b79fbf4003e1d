using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Data.Histories;

/// <summary>
/// The annotation of a column of times that only give an order, because the data has no times. It travels with the
/// column, so that gaps between such times are not taken for hours.
/// </summary>
internal static class TimeAnnotations
{
    private const string TimesAreOrder = "TimesAreOrder";

    public static DataViewSchema.Annotations? For(bool hasTimes)
    {
        if (hasTimes)
        {
            return null;
        }

        DataViewSchema.Annotations.Builder annotations = new();
        annotations.Add(TimesAreOrder, BooleanDataViewType.Instance, (ref bool value) => value = true);
        return annotations.ToAnnotations();
    }

    public static bool HasTimes(DataViewSchema.Column time) => time.Annotations.Schema.GetColumnOrNull(TimesAreOrder) is null;
}
